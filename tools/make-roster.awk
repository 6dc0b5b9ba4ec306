# make-roster.awk - the invented health system that tools/make-roster asks for: variables
# people, seed, sites, enrolled (percent), out (folder, or "" for the roster alone).
# Runs alike in mawk and gawk: no library function that differs, no regular expression.

# The "minimal standard" generator of Park and Miller: exact in doubles, the same anywhere.
function draw(n) { # 0 .. n - 1
	state = state * 16807 % 2147483647
	return int(state / 2147483647 * n)
}
function chance(percent) { return draw(100) < percent }
function near(centre, spread) { return centre + (draw(2001) - 1000) / 1000 * spread }

# Weights 1, 1/2, 1/3 ... (Zipf), as a table of 4096 slots that one draw looks into.
function fill_specialties(    i, n, sum, slot, share, word) {
	n = split("Internal Medicine:adult;Family Medicine:all;Paediatrics:paediatric;" \
	    "Emergency Medicine:all;Anaesthesiology:all;Psychiatry:all;" \
	    "Obstetrics and Gynaecology:adult;Hospital Medicine:adult;General Surgery:all;" \
	    "Diagnostic Radiology:all;Cardiology:adult;Orthopaedic Surgery:all;" \
	    "Neurology:adult;Gastroenterology:adult;Haematology and Oncology:adult;" \
	    "Pulmonology and Critical Care:adult;Dermatology:all;Ophthalmology:all;" \
	    "Pathology:all;Nephrology:adult;Endocrinology:adult;Urology:adult;" \
	    "Otolaryngology:all;Physical Medicine:adult;Infectious Disease:adult;" \
	    "Rheumatology:adult;Geriatrics:adult;Palliative Care:adult;" \
	    "Allergy and Immunology:all;Neonatology:paediatric;Radiation Oncology:adult;" \
	    "Plastic Surgery:all;Vascular Surgery:adult;Neurosurgery:adult;" \
	    "Thoracic Surgery:adult;Paediatric Cardiology:paediatric;Sports Medicine:all;" \
	    "Pain Medicine:adult;Occupational Medicine:adult;Medical Genetics:all", word, ";")
	for (i = 1; i <= n; i++) {
		specialty[i] = before(word[i])
		panel[i] = behind(word[i])
		sum += 1 / i
	}
	slot = 0
	for (i = 1; i <= n; i++)
		for (share += 1 / i; slot < 4096 && slot < share / sum * 4096; slot++)
			specialty_at[slot] = i
}
function before(pair) { return substr(pair, 1, index(pair, ":") - 1) }
function behind(pair) { return substr(pair, index(pair, ":") + 1) }

# A name as it is written, and as it stands in an address.
function fill_names(    i, word) {
	first_count = split("Maria:maria James:james Wei:wei Aisha:aisha José:jose Zoë:zoe " \
	    "David:david Priya:priya François:francois Linh:linh Sarah:sarah Omar:omar " \
	    "Siobhán:siobhan Michael:michael Chloé:chloe Jürgen:jurgen Anna:anna " \
	    "Kwame:kwame Elena:elena Søren:soren Grace:grace Hiroshi:hiroshi " \
	    "Fátima:fatima Daniel:daniel Małgorzata:malgorzata Emily:emily Rahul:rahul " \
	    "Noémie:noemie Thomas:thomas Yūko:yuko Isabel:isabel Dmitri:dmitri " \
	    "Amara:amara Peter:peter Leïla:leila Robert:robert Ngọc:ngoc Hannah:hannah " \
	    "Andrés:andres Ruth:ruth Çağla:cagla Samuel:samuel Ingrid:ingrid " \
	    "Mei-Ling:mei-ling Patrick:patrick Naledi:naledi", word, " ")
	for (i = 1; i <= first_count; i++) {
		first[i] = before(word[i])
		first_mail[i] = behind(word[i])
	}
	last_count = split("Nguyen:nguyen Smith:smith García:garcia O'Neill:oneill " \
	    "Patel:patel Müller:muller Kim:kim D'Angelo:dangelo Johnson:johnson " \
	    "Okafor:okafor Núñez:nunez Cohen:cohen Brown:brown Yılmaz:yilmaz " \
	    "O'Brien:obrien Singh:singh Sørensen:sorensen Chen:chen Lefèvre:lefevre " \
	    "Williams:williams Haddad:haddad Kowalska:kowalska Tanaka:tanaka " \
	    "Mbeki:mbeki Fernández:fernandez Miller:miller Đặng:dang Ivanova:ivanova " \
	    "N'Diaye:ndiaye Davis:davis Rossi:rossi Ahmed:ahmed Björk:bjork " \
	    "Murphy:murphy Santos:santos Khan:khan Weiß:weiss Lopez:lopez Çelik:celik " \
	    "Taylor:taylor Osei:osei Park:park Moreau:moreau Walsh:walsh " \
	    "Håkansson:hakansson Reyes:reyes Smith-Jones:smith-jones Adeyemi:adeyemi",
	    word, " ")
	for (i = 1; i <= last_count; i++) {
		last[i] = before(word[i])
		last_mail[i] = behind(word[i])
	}
	split("example.org example.com example.net", domain, " ") # RFC 2606
}

# What sites, venues and sections are called, and which evenings people offer.
function fill_words() {
	section_count = split("Women in Medicine;International Graduates;Minority Affairs;" \
	    "Young Physicians;Advanced Practice;Medical Education;Quality and Safety;" \
	    "Public Health;Residents and Fellows", section, ";")
	tree_count = split("Maple Elm Birch Cedar Willow Aspen Linden Rowan Hazel Alder Beech " \
	    "Juniper Chestnut Laurel Poplar Spruce Hawthorn Magnolia Sycamore Tamarack",
	    tree, " ")
	herb_count = split("Olive Saffron Thyme Juniper Basil Sorrel Fennel Rosemary Lemon " \
	    "Ginger Sesame Almond Pepper Nutmeg Clove Anise", herb, " ")
	house_count = split("Table Kitchen House Room Garden", house, " ")
	evening_count = split("mon tue wed thu", evening, " ")
	split("20 45 40 96", evening_percent, " ")
}

# Six towns; all keep eastern time, under three names.
function fill_regions(    i, word, part) {
	region_count = split("Harbor:42.36:-71.06:America/New_York " \
	    "Valley:41.76:-72.68:America/New_York Bay:41.82:-71.41:America/New_York " \
	    "Coast:43.66:-70.26:America/New_York Lakes:42.33:-83.05:America/Detroit " \
	    "Prairie:39.77:-86.16:America/Indiana/Indianapolis", word, " ")
	for (i = 1; i <= region_count; i++) {
		split(word[i], part, ":")
		region[i] = part[1]
		latitude[i] = part[2]
		longitude[i] = part[3]
		zone[i] = part[4]
	}
	if (region_count > sites)
		region_count = sites
}

# Site s lies in region s % region_count + 1, a quarter of an hour from its middle. Places
# are drawn whether they are printed or not: the roster does not depend on the output.
function say_sites(file,    s, r, n, number, north, east) {
	if (file != "")
		print "site,name,region,latitude,longitude,timezone" >file
	for (s = 0; s < sites; s++) {
		r = s % region_count + 1
		n = int(s / region_count)
		number = n < tree_count ? "" : " " int(n / tree_count) + 1
		site[s] = region[r] " " tree[n % tree_count + 1] number
		sites_in[r] = n + 1
		north = near(latitude[r], 0.07)
		east = near(longitude[r], 0.09)
		if (file != "")
			printf "%s,%s Street Clinic (%s)%s,%s,%.4f,%.4f,%s\n", site[s],
			    tree[n % tree_count + 1], region[r], number, region[r], north,
			    east, zone[r] >file
	}
}

# The home first, then up to three more, mostly of the same region.
function draw_sites(is_specialist,    home, list, s, more) {
	home = draw(sites)
	list = site[home]
	more = is_specialist && chance(45) ? 1 + draw(3) : chance(8)
	for (s = home; more > 0; more--) {
		s = (s + (chance(90) ? region_count : 1)) % sites
		if (index(";" list ";", ";" site[s] ";") == 0)
			list = list ";" site[s]
	}
	return list
}

function draw_sections(    list, more, at) {
	at = draw(section_count)
	for (more = chance(40) + chance(15); more > 0; more--) {
		list = list (list == "" ? "" : ";") section[at % section_count + 1]
		at += 1 + draw(section_count - 1)
	}
	return list
}

function draw_evenings(    list, i) {
	for (i = 1; i <= evening_count; i++)
		if (chance(evening_percent[i]))
			list = list (list == "" ? "" : ";") evening[i]
	return list == "" ? "wed" : list
}

# Sets stage, role, relationship and training_ended, which go together.
function draw_career(    years) {
	years = draw(38) - 3
	if (years < 0) {
		stage = "resident"
		role = "physician"
		relationship = "trainee"
		training_ended = 2026 - years "-06-30"
		return
	}
	stage = years < 6 ? "early" : years < 20 ? "mid" : "late"
	role = chance(74) ? "physician" : \
	    chance(60) ? "nurse practitioner" : "physician assistant"
	relationship = chance(85) ? "employed" : chance(75) ? "affiliated" : "community"
	training_ended = chance(80) ? 2026 - years "-06-30" : 2026 - years
}

function say_people(file, enrolments,    i, f, l, s, name, mail, id) {
	print "id,name,email,specialty,sites,panel,stage,role,relationship,sections," \
	    "manager,training_ended,host,evenings" >file
	if (enrolments != "")
		print "id,consent" >enrolments
	for (i = 1; i <= people; i++) {
		id = sprintf("P%04d", i)
		f = 1 + draw(first_count)
		l = 1 + draw(last_count)
		s = specialty_at[draw(4096)]
		name = first[f] " " last[l]
		if (chance(2))
			name = "\"" name ", Jr.\""
		mail = first_mail[f] "." last_mail[l] "." i "@" domain[1 + draw(3)]
		draw_career()
		print id "," name "," mail "," specialty[s] "," draw_sites(s > 3) "," \
		    panel[s] "," stage "," role "," relationship "," draw_sections() "," \
		    (i == 1 ? "" : sprintf("P%04d", int((i - 2) / 12) + 1)) "," \
		    training_ended "," (chance(25) ? "yes" : "no") "," draw_evenings() >file
		if (chance(enrolled) && enrolments != "")
			print id ",intranet form of 2026-11" >enrolments
	}
}

# Tables for two in five more than come, since some venues are far for some.
function say_venues(file,    r, v, count, tables, k) {
	print "venue,street,site,latitude,longitude,tables,seats,price_class,on_campus," \
	    "virtual_url,backup" >file
	for (r = 1; r <= region_count; r++) {
		count = int(sites_in[r] / 4) + 2
		tables = int(people / region_count / 6 * 1.4 / count) + 2
		for (v = 0; v < count; v++) {
			k = r - 1 + region_count * v
			printf "%s,%d %s Street,%s,%.4f,%.4f,%d,8,%d,%s,,%s\n", venue(k),
			    1 + draw(400), tree[1 + draw(tree_count)],
			    site[r - 1 + v % sites_in[r] * region_count],
			    near(latitude[r], 0.03), near(longitude[r], 0.04), tables,
			    1 + draw(3), (v == count - 1 ? "yes" : "no"),
			    venue(r - 1 + region_count * ((v + 1) % count)) >file
		}
	}
}
function venue(k,    number) {
	number = int(k / herb_count / house_count)
	return "The " herb[k % herb_count + 1] " " \
	    house[int(k / herb_count) % house_count + 1] (number == 0 ? "" : " " number + 1)
}

BEGIN {
	state = seed % 2147483646 + 1
	draw(1)
	draw(1)
	fill_specialties()
	fill_names()
	fill_words()
	fill_regions()
	say_sites(out == "" ? "" : out "/sites.csv")
	say_people(out == "" ? "/dev/stdout" : out "/roster.csv",
	    out == "" ? "" : out "/enrolments.csv")
	if (out != "")
		say_venues(out "/venues.csv")
}
