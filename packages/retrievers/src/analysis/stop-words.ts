/** Words that carry no meaning in a passage. They are left out of index and question alike. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or of in on at to for from by with as is are was were be been being it its this that these those their
  there them they what which who whom whose when where why how do does did doing have has had having i we our us you
  your he she his her not no nor can could would should will shall may might must if then than so such into over under
  between during through about per each any all both some most more other only own same also very just am me my mine myself ours ourselves yours yourself him himself
  her herself itself themselves cannot`.split(/\s+/),
);

/** Words a question is not searched by: they say how to answer, or stand for "the one I named". */
export const QUESTION_WORDS: ReadonlySet<string> = new Set(
  `give tell show please answer question response usd thousand thousands million millions billion billions year years fy
  fiscal company companies many much versus vs compared comparing respectively approximately roughly let know want need
  like name whether yes if out up alone go going report reported reports record recorded figure figures`.split(/\s+/),
);

/** First words of a sentence that says how to answer or why somebody asks: only line items are read from it. */
export const INSTRUCTION_OPENERS: ReadonlySet<string> = new Set(
  `give answer address respond provide please round use assume base calculate compute express report state quote explain
  note adopt rely your if we i my our ensure`.split(/\s+/),
);
