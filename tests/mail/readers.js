// readers.js FOLDER - reads the mails of test_compose with programs that share no code with
// us: mailparser, ical.js, node-ical, html-validate, and Chromium with axe, which sees
// contrast, in light and dark, on a phone and a desk. Prints TAP.
// CONVENE_SCREENSHOTS=DIR keeps pictures.
'use strict';
const fs = require('fs');
const path = require('path');
const ical = require('ical.js');
const nodeIcal = require('node-ical');
const { HtmlValidate } = require('html-validate');
const { simpleParser } = require('mailparser');
const { chromium } = require('playwright-core');

const folder = process.argv[2];
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.CONVENE_SCREENSHOTS;
const uid = 'seat-1@dinners.riverside.example';
const methods = { invitation: 'REQUEST', change: 'REQUEST', hostile: 'REQUEST',
	cancellation: 'CANCEL', declined: 'CANCEL', lapsed: 'CANCEL' };
let number = 0;
let failed = 0;

function tell(good, name, more) {
	number += 1;
	console.log((good ? 'ok ' : 'not ok ') + number + ' - ' + name);
	if (!good) {
		failed += 1;
		console.log(String(more).replace(/^/gm, '# '));
	}
}

function same(name, wanted, got) {
	tell(JSON.stringify(wanted) === JSON.stringify(got), name,
		`wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
}

// What a calendar says, by each of the two readers, in the same words.
function byIcalJs(text) {
	const calendar = new ical.Component(ical.parse(text));
	const events = calendar.getAllSubcomponents('vevent');
	const event = events[0];
	const of = (name) => event.getFirstPropertyValue(name);
	return { count: events.length, method: calendar.getFirstPropertyValue('method'), uid: of('uid'),
		sequence: Number(of('sequence')), start: of('dtstart').toJSDate().toISOString(),
		end: of('dtend').toJSDate().toISOString(), status: of('status') || '',
		attendees: event.getAllProperties('attendee').map((a) => a.getFirstValue()) };
}

function byNodeIcal(text) {
	const parsed = nodeIcal.sync.parseICS(text);
	const events = Object.values(parsed).filter((item) => item.type === 'VEVENT');
	const event = events[0];
	const attendees = [].concat(event.attendee).map((a) => a.val);
	return { count: events.length, method: event.method, uid: event.uid, sequence: Number(event.sequence),
		start: event.start.toISOString(), end: event.end.toISOString(), status: event.status || '', attendees };
}

// A calendar as programs keep it: an update needs a higher sequence, a CANCEL takes away.
function fold(store, event) {
	const known = store.get(event.uid);
	if (event.method === 'CANCEL' && known && event.sequence >= known.sequence)
		store.delete(event.uid);
	else if (event.method === 'REQUEST' && (!known || event.sequence > known.sequence))
		store.set(event.uid, event);
	return store;
}

function lookAtCalendar(name, mail) {
	const parts = mail.attachments.filter((a) => a.contentType === 'text/calendar' ||
		a.contentType === 'application/ics');
	same(`${name} has its calendar for mailparser`, name in methods ? 2 : 0, parts.length);
	if (!(name in methods))
		return null;
	const text = parts[0].content.toString('utf8');
	same(`${name} has the same calendar twice`, text, parts[1].content.toString('utf8'));
	const one = byIcalJs(text);
	same(`${name} is the same to ical.js and node-ical`, one, byNodeIcal(text));
	same(`${name} is one event with its method`, [1, methods[name], uid],
		[one.count, one.method, one.uid]);
	same(`${name} has its times`, ['2027-01-14T23:30:00.000Z', '2027-01-15T01:30:00.000Z'],
		[one.start, one.end]);
	same(`${name} has one attendee`, ['mailto:zoe.obrien@riverside.example'], one.attendees);
	return text;
}

function lookAtMail(name, mail) {
	same(`${name} goes to one mailbox`, ['zoe.obrien@riverside.example'],
		mail.to.value.map((a) => a.address));
	tell(/^<[0-9a-f-]{36}@dinners\.riverside\.example>$/.test(mail.messageId),
		`${name} has its Message-ID`, mail.messageId);
	tell(mail.date instanceof Date && mail.subject.length > 0, `${name} has a date and a subject`);
	tell(/Zoë|%n\{\{x\}\}/.test(mail.text) && /<main>/.test(mail.html), `${name} has both texts`);
	const list = mail.headers.get('list');
	if (name === 'digest') {
		same('the digest is of no list', undefined, list);
		return;
	}
	tell(list && list.unsubscribe && /\/leave\/[0-9a-f]{32}$/.test(list.unsubscribe.url) &&
		/^leave\+[0-9a-f]{32}@/.test(list.unsubscribe.mail), `${name} can be unsubscribed from`,
		JSON.stringify(list));
	tell(list && list.id, `${name} has its list`, JSON.stringify(list));
}

const validator = new HtmlValidate({
	extends: ['html-validate:standard', 'html-validate:a11y'],
	rules: {
		// Styles stand in the elements, since mail programs drop style sheets.
		'no-inline-style': 'off',
		// Layout tables for Outlook.
		'no-redundant-role': 'off',
		// The length that a browser's tab shows is no matter here.
		'long-title': 'off',
	},
});

async function lookAtHtml(name, html) {
	const report = await validator.validateString(html);
	tell(report.valid, `${name} is valid HTML`, report.results.flatMap((r) => r.messages)
		.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`).join('\n'));
}

async function violations(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { runOnly: { type: 'tag',
		values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
	const unsure = found.incomplete.filter((v) => v.id === 'color-contrast');
	return found.violations.concat(unsure).map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | '));
}

async function lookAtPage(page, name, html) {
	const requests = [];
	page.removeAllListeners('request');
	page.on('request', (request) => requests.push(request.url()));
	for (const scheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme: scheme });
		for (const width of [320, 360, 800]) {
			await page.setViewportSize({ width, height: 740 });
			if (width === 320)
				await page.setContent(html);
			const found = width === 360 ? await violations(page) : [];
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			if (wide > width)
				found.push(`it is ${wide} px wide`);
			tell(found.length === 0, `${name}, ${scheme}, ${width} px`, found.join('\n'));
			if (shots && width !== 320)
				await page.screenshot({ path: `${shots}/${name}-${scheme}-${width}.png`, fullPage: true });
		}
	}
	same(`${name} fetches nothing`, [], requests);
}

function lookAtStory(names, calendars, left) {
	for (const [reader, read] of [['ical.js', byIcalJs], ['node-ical', byNodeIcal]]) {
		const store = new Map();
		for (const name of names)
			fold(store, read(calendars[name]));
		same(`${names.join(', ')}: what ${reader} has left`, left, store.size);
	}
}

(async () => {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox'],
	});
	const page = await browser.newPage();
	const names = fs.readdirSync(folder).filter((f) => f.endsWith('.eml')).map((f) => path.basename(f, '.eml'));
	const calendars = {};
	same('mails to read', 19, names.length);
	for (const name of names.sort()) {
		const mail = await simpleParser(fs.readFileSync(path.join(folder, name + '.eml')));
		lookAtMail(name, mail);
		calendars[name] = lookAtCalendar(name, mail);
		await lookAtHtml(name, mail.html);
		await lookAtPage(page, name, mail.html);
	}
	lookAtStory(['invitation'], calendars, 1);
	lookAtStory(['invitation', 'change'], calendars, 1);
	for (const end of ['cancellation', 'declined', 'lapsed']) {
		lookAtStory(['invitation', 'change', end], calendars, 0);
		lookAtStory(['invitation', end], calendars, 0);
	}

	// The checks themselves must be able to fail.
	const bad = '<!DOCTYPE html><html><body><p style="color:#ccc;background-color:#fff">pale<p></body></html>';
	tell(!(await validator.validateString(bad)).valid, 'bad HTML is found out');
	await page.setContent(bad);
	tell((await violations(page)).some((v) => v.startsWith('color-contrast')), 'pale words are found out');
	await browser.close();
	console.log('1..' + number);
	process.exit(failed > 0 ? 1 : 0);
})();
