const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s*,\s*/u));

/** Names that are surnames, places or everyday words: only with their legal form ("Williams Companies", "Ball Corporation"). */
export const NEEDS_LEGAL_FORM = words(
  'nasdaq, dow, apache, williams, cooper, harris, hess, rollins, news, southern, pool, limited, ace, ca, waters, otis, dover, mosaic, bd, nov, coach, match, snap, discovery, ball, general, square, hartford, everest, ati, amr, fox',
);

/** Names that are everyday words: with a legal form, a possessive, a word such as "reported" behind, or a capital inside a sentence. */
export const NEEDS_EVIDENCE = words(
  'gap, block, target, progressive, sprint, shell, anthem, carnival, synchrony, travelers, lumen, tapestry, occidental, meta, pool, coke, interpublic, pulte, stanley works, principal, equity residential, limited brands, general growth properties',
);

/** Names that are words or phrases when written small. */
export const NEEDS_CAPITAL = words(
  'apple, visa, oracle, amazon, ford, dell, intuit, workday, snowflake, uber, tesla, nike, hilton, marriott, chubb, abbott, corning, hershey, kellogg, pepsi, citi, caterpillar, alphabet, adobe, intel, linde, blackstone, robinhood, trimble, jefferies, deere, eaton, loews, campbell’s, mccormick, lilly, merck, garmin, hess, newmont, cummins, grainger, stryker, danaher, gartner, fiserv, best buy, public storage, waste management, global payments, dollar tree, dollar general, state street, capital one, iron mountain, first solar, sealed air, red hat, international paper, air products & chemicals, air products and chemicals, live nation, first republic bank, energy transfer, energy transfer partners, range resources, microchip technology, align technology, applied materials, analog devices, electronic arts, genuine parts, advance auto parts, extra space storage, realty income, digital realty, invitation homes, express scripts, network appliance, computer associates, steel dynamics, universal health services, monster beverage, time warner, whole foods, fifth third, home depot, foot locker, under armour, western digital, constellation brands, constellation energy, consolidated edison, automatic data processing, noble energy, expand energy, regency centers, host hotels, booking holdings, match group, general mills, take-two, frontier communications, charter communications, quest diagnostics, robert half, ralph lauren, jack henry, brown & brown, brown and brown, northern trust, western union, tractor supply, boston properties, edison international, globe life, u.s. bank',
);

/** Symbols of three letters and more that are also words or usual abbreviations: never read without a marker. */
export const WORD_TICKERS = words(
  'ALL, ARE, SEE, HAS, LOW, NOW, KEY, CAT, COO, CRM, EMR, MAR, DAY, DOC, FAST, COST, WELL, BALL, GAP, FOX, HOOD, COIN, SPOT, SNAP, SNOW, SHOP, DASH, DISH, DOW, DECK, DINO, PEAK, POOL, TECH, RIG, RIO, REG, PEG, MAC, MAT, MON, MAS, LEG, LEN, LUV, ICE, HIG, HOG, GEN, FANG, ESS, DIS, COP, COL, COR, CMS, CAR, BRO, BIO, BEN, AMP, AMT, AME, ADS, ACE, ABC, AFL, CIT, DPS, FICO, GPS, INFO, LTD, MET, NET, NOV, OTIS, META, PTC, PWR, RAI, STE, TAP, TEL, TER, VAR, WAT, XYZ, ZION, NAVI, ALLY, TRIP, PPL, PSA, SPR, SNA, SEA, FTR, APC, APO, ATO, CNC, DRI, EXE, IFF, IRM, MSI, PARA, PKG, POM, ROK, ROP, STI, STT, TEN, TIF, UHS, URI, CEG, PAR, EPD, FTI, FLS, FLT, FRC, GIS',
);
