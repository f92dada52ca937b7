// Forty replies of invented bodies to one call: named, confidential and anonymous, in six languages.

// What each language brings: names, then what helps, what is proposed, what hinders and what is hard, twice each.
const languages = {
  en: {
    names: ['Society of Rivers', 'Lakeland', 'Institute of Bridges', 'Union of Valleys', 'Harbour Watch', 'Council of Elders', 'Open Roads'],
    said: [
      ['Open dialogue before each session helps. It costs little, and everyone knows it.', 'A common calendar should be kept and shared.',
        'Money arrives late. In some years it does not arrive.', 'Those who know the file leave each year.'],
      ['Visits between ministries build trust.', 'We propose one contact point for each State.',
        'Travel is too dear for small delegations.', 'Figures are counted in different ways.'],
    ],
  },
  fr: {
    names: ['Société des rivières', 'Pays des lacs', 'Institut des ponts', 'Union des vallées', 'Veille du port', 'Conseil des anciens', 'Routes ouvertes'],
    said: [
      ['Un dialogue ouvert avant chaque session aide. Il coûte peu.', 'Il faudrait tenir un calendrier commun.',
        'Les fonds arrivent trop tard.', 'Celles et ceux qui connaissent le dossier partent chaque année.'],
      ['Les visites entre ministères créent la confiance.', 'Nous proposons un point de contact par État.',
        'Les voyages coûtent trop cher aux petites délégations.', 'Les chiffres ne sont pas comptés de la même manière.'],
    ],
  },
  es: {
    names: ['Sociedad de los Ríos', 'País de los Lagos', 'Instituto de Puentes', 'Unión de Valles', 'Vigía del Puerto', 'Consejo de Mayores', 'Caminos Abiertos'],
    said: [
      ['El diálogo abierto antes de cada sesión ayuda. Cuesta poco.', 'Convendría llevar un calendario común.',
        'El dinero llega tarde.', 'Quienes conocen el asunto se van cada año.'],
      ['Las visitas entre ministerios crean confianza.', 'Proponemos un punto de contacto por Estado.',
        'Los viajes son demasiado caros para las delegaciones pequeñas.', 'Las cifras se cuentan de maneras distintas.'],
    ],
  },
  ru: {
    names: ['Общество рек', 'Страна озёр', 'Институт мостов', 'Союз долин', 'Портовый дозор', 'Совет старейшин', 'Открытые дороги'],
    said: [
      ['Открытый диалог перед каждой сессией помогает. Он стоит недорого.', 'Следует вести общий календарь.',
        'Деньги приходят поздно.', 'Те, кто знает дело, каждый год уходят.'],
      ['Визиты между министерствами создают доверие.', 'Предлагаем один контактный пункт в каждом государстве.',
        'Поездки слишком дороги для малых делегаций.', 'Цифры считаются по-разному.'],
    ],
  },
  ar: {
    names: ['جمعية الأنهار', 'بلاد البحيرات', 'معهد الجسور', 'اتحاد الوديان', 'مرصد الميناء', 'مجلس الشيوخ', 'الطرق المفتوحة'],
    said: [
      ['الحوار المفتوح قبل كل دورة يساعد. كلفته قليلة.', 'ينبغي مسك تقويم مشترك.',
        'تصل الأموال متأخرة.', 'من يعرف الملف يغادر كل سنة.'],
      ['الزيارات بين الوزارات تبني الثقة.', 'A/HRC/90/1: نقترح جهة اتصال واحدة لكل دولة.',
        'السفر باهظ على الوفود الصغيرة.', 'تُحسب الأرقام بطرق مختلفة.'],
    ],
  },
  zh: {
    names: ['河流协会', '湖泊之国', '桥梁研究所', '山谷联盟', '港口观察', '长老会', '开放道路'],
    said: [
      ['每届会议之前的公开对话很有帮助，费用也不高。', '应当保存一份共同的日历。',
        '资金到得太晚。', '熟悉情况的人每年都离开。'],
      ['各部之间的访问建立信任。', '我们建议每个国家设一个联络点。',
        '对小代表团来说旅费太贵。', '数字的统计方法各不相同。'],
    ],
  },
};

const kinds = ['NGO', 'State', 'institution', 'agency', 'other'];
const anonymous = new Set([5, 15, 26, 37]);
const confidential = new Set([3, 8, 13, 19, 24, 30, 34]);

// Replies by number: what is said in one of a way that is not named has a word that must be nowhere else.
export const replies = Array.from({ length: 40 }, (_, number) => {
  const codes = Object.keys(languages);
  const language = codes[number % codes.length];
  const { names, said } = languages[language];
  const at = Math.floor(number / codes.length);
  const [way, proposal, obstacle, challenge] = said[at % said.length];
  const kept = anonymous.has(number) ? 'anonymous' : confidential.has(number) ? 'confidential' : 'named';
  const marker = kept === 'named' ? '' : ` Marker${number}of${kept}.`;
  return {
    number, language, way: kept, marker: marker.trim(), kind: kinds[number % kinds.length],
    body: kept === 'anonymous' ? '' : kept === 'named' ? names[at] : `${names[at]} (Hidden${number})`,
    answers: [`${way}${marker}\n${proposal}`, `${obstacle}\n${challenge}`], choice: number % 3 === 0 ? 2 : 1,
    attaches: number % 4 === 1,
  };
});

// The call's own words.
export const called = {
  en: ['Ways and means of cooperation', 'What helps States and others to work together, and what hinders it?\n\nAnyone may answer.',
    'What helps, and what do you propose? *\n\nWhat hinders it?\n\nHas it become easier?\n- Yes\n- No\n\n[file] A document'],
  fr: ['Voies et moyens de la coopération', 'Qu’est-ce qui aide les États et les autres à travailler ensemble ?\n\nChacun peut répondre.',
    'Qu’est-ce qui aide, et que proposez-vous ? *\n\nQu’est-ce qui gêne ?\n\nEst-ce devenu plus facile ?\n- Oui\n- Non\n\n[file] Un document'],
  es: ['Formas y medios de cooperación', '¿Qué ayuda a los Estados y a otros a trabajar juntos?\n\nCualquiera puede responder.',
    '¿Qué ayuda y qué propone? *\n\n¿Qué lo dificulta?\n\n¿Se ha vuelto más fácil?\n- Sí\n- No\n\n[file] Un documento'],
  ru: ['Пути и средства сотрудничества', 'Что помогает государствам и другим работать вместе?\n\nОтветить может каждый.',
    'Что помогает и что вы предлагаете? *\n\nЧто мешает?\n\nСтало ли легче?\n- Да\n- Нет\n\n[file] Документ'],
  ar: ['سبل ووسائل التعاون', 'ما الذي يساعد الدول وغيرها على العمل معًا، وما الذي يعوقه؟\n\nلكل أحد أن يجيب.',
    'ما الذي يساعد، وماذا تقترحون؟ *\n\nما الذي يعوقه؟\n\nهل صار ذلك أسهل؟\n- نعم\n- لا\n\n[file] وثيقة'],
  zh: ['合作的方式方法', '什么有助于各国和其他各方共同工作？什么妨碍它？\n\n任何人都可以答复。',
    '什么有帮助？您有什么建议？ *\n\n什么妨碍它？\n\n是否变得更容易？\n- 是\n- 否\n\n[file] 一份文件'],
};
