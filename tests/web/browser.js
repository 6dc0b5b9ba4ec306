// browser.js - every page and state in a real browser, under its own strict headers: no
// violation of WCAG 2.2 AA, nothing cut off at 320 px, one request beside the document, at
// most 30 KB, usable by keyboard. Prints TAP. Arguments: the address of convene-web.
// psql reaches the database it serves. CONVENE_SCREENSHOTS=DIR keeps pictures.
'use strict';
const { execFileSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const { chromium } = require('playwright-core');

const base = process.argv[2];
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.CONVENE_SCREENSHOTS;
const token = (words) => crypto.createHash('md5').update(words).digest('hex');
const answer = base + '/answer/' + token('answer 1');
const leave = base + '/leave/' + token('leave 1');
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

function sql(text) {
	execFileSync('psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1', '-c',
		'SET search_path = convene, pg_temp', '-c', text], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function violations(page) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { runOnly: { type: 'tag',
		values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
	return found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | '));
}

// A page as it stands, in every width and light.
async function look(page, name) {
	for (const scheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme: scheme });
		for (const width of [320, 360, 1280]) {
			await page.setViewportSize({ width, height: 740 });
			const found = await violations(page);
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			if (wide > width)
				found.push('it is ' + wide + ' px wide');
			tell(found.length === 0, `${name}, ${scheme}, ${width} px`, found.join('\n'));
			if (shots && width !== 320)
				await page.screenshot({ path: `${shots}/${name.replace(/\W+/g, '-')}-${scheme}-${width}.png`,
					fullPage: true });
		}
	}
}

async function says(page, name, words) {
	const text = await page.textContent('h1');
	tell(text === words, name, 'the page says: ' + text);
}

// The weight is what comes over the wire, with its headers.
async function weigh(browser) {
	const page = await browser.newPage();
	const client = await page.context().newCDPSession(page);
	let bytes = 0;
	let requests = 0;
	await client.send('Network.enable');
	client.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; requests += 1; });
	await page.goto(answer, { waitUntil: 'networkidle' });
	tell(requests === 2, 'the document and one request more', requests + ' requests');
	tell(bytes > 0 && bytes <= 30 * 1024, 'at most 30 KB', bytes + ' bytes');
	console.log('# ' + bytes + ' bytes');
	await page.close();
}

async function walk(page) {
	await page.goto(answer + '?answer=decline');
	tell(await page.textContent('button.first') === "Can't this time", 'the button of the mail comes first');
	await look(page, 'open, no preselected');
	await page.goto(answer + '?answer=accept');
	await look(page, 'open, yes preselected');
	await page.keyboard.press('Tab');
	tell(await page.evaluate(() => document.activeElement.textContent) === "I'll come",
		'the first button is the first stop of the keyboard');
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	await says(page, 'a yes is thanked for', 'Thank you, Zoë');
	await look(page, 'just accepted');
	await page.goto(answer);
	await look(page, 'accepted');
	await Promise.all([page.waitForNavigation(), page.click('button')]);
	await says(page, 'a change of mind', 'Thank you for telling us');
	await look(page, 'just declined');
	sql(`INSERT INTO seat (seat_id, round_id, season_id, person_id, gathering_id, state, during, event_uid)
	     SELECT gen_random_uuid(), 1, 1, p.person_id, g.gathering_id, 'accepted', g.during, 'x'
	       FROM person p CROSS JOIN gathering g WHERE employee_id = 'P8'`);
	await Promise.all([page.waitForNavigation(), page.click('button')]);
	await says(page, 'somebody else has the seat', 'The table is full by now');
	await look(page, 'full');
}

const states = [
	['host asked', "UPDATE seat SET is_host = false; UPDATE seat SET is_host = true, turn = 1 FROM person p WHERE p.person_id = seat.person_id AND employee_id = 'P3'",
		base + '/answer/' + token('answer 3')],
	['host coming', "UPDATE seat SET state = 'accepted' FROM person p WHERE p.person_id = seat.person_id AND employee_id = 'P3'",
		base + '/answer/' + token('answer 3')],
	['lapsed', "UPDATE seat SET state = 'lapsed' FROM person p WHERE p.person_id = seat.person_id AND employee_id = 'P4'",
		base + '/answer/' + token('answer 4')],
	['closed', "UPDATE seat SET state = 'withdrawn' FROM person p WHERE p.person_id = seat.person_id AND employee_id = 'P5'",
		base + '/answer/' + token('answer 5')],
	['begun', "UPDATE gathering SET during = tstzrange(clock_timestamp() - interval '1 hour', clock_timestamp() + interval '1 hour')",
		base + '/answer/' + token('answer 3')],
	['over', "UPDATE gathering SET during = tstzrange(clock_timestamp() - interval '3 hours', clock_timestamp() - interval '1 hour')",
		base + '/answer/' + token('answer 3')],
	['cancelled', "UPDATE gathering SET state = 'cancelled'", base + '/answer/' + token('answer 3')],
	['a link that does not work', 'SELECT 1', base + '/answer/' + token('nobody')],
	['leave', 'SELECT 1', leave],
];

(async () => {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox'],
	});
	await weigh(browser);
	const page = await browser.newPage();
	const complaints = [];
	page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
	await walk(page);
	for (const [name, before, address] of states) {
		sql(before);
		await page.goto(address);
		await look(page, name);
	}
	await Promise.all([page.waitForNavigation(), page.click('button')]);
	await says(page, 'leaving takes one button', 'You have left');
	await look(page, 'left');

	// The check itself must be able to fail.
	await page.evaluate(() => { document.documentElement.removeAttribute('lang'); });
	tell((await violations(page)).length > 0, 'a page without lang is found out');
	// The empty icon is there to be blocked: without it browsers ask for /favicon.ico.
	const blocked = complaints.filter((text) => /Content Security Policy/.test(text) &&
		!/image 'data:,'/.test(text));
	tell(blocked.length === 0, 'the pages keep their own policy', blocked.join('\n'));
	await browser.close();
	console.log('1..' + number);
	process.exit(failed > 0 ? 1 : 0);
})().catch((problem) => { console.log('Bail out! ' + problem.stack); process.exit(1); });
