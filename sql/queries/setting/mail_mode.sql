-- How mail leaves: hold until somebody says otherwise. Answers one row.
SELECT setting_value('mail.mode', 'hold') AS mode,
       setting_value('mail.redirect', '') AS redirect
