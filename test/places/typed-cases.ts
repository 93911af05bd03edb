function typed(lines: string): readonly string[] {
  return lines.split('|').map((line) => line.replace(/\s+/g, ' ').trim());
}

/** What people type, by the code of the municipality they mean. */
export const AT_HOME: readonly (readonly [code: string, typed: readonly string[]])[] = [
  [
    '05001',
    typed(`
    m ap viv medelin kounye a | living in medellin colombia | medallo | comuna 13 medellin | el poblado | terminal
    de medellin | medeyin | metelin | medllin | meddelin | medellín | cerca de medellin | medellin barrio manrique
    | mwen nan vil medellin | je vis à medellin | medellin belen | medellin comuna 1 | robledo medellin | el
    terminal del norte medellin | metrallo
  `),
  ],
  ['05042', typed(`sta fe de antioquia`)],
  ['05045', typed(`apartado | apartadó uraba | apartado antioquia`)],
  ['05051', typed(`arboletes`)],
  ['05079', typed(`barbosa antioquia`)],
  ['05088', typed(`bello antioquia | vivo en bello`)],
  ['05147', typed(`carepa`)],
  ['05154', typed(`caucacia | kaukasia antioquia | caucasia antioquia`)],
  ['05172', typed(`chigorodo`)],
  ['05266', typed(`envigado medellin`)],
  ['05360', typed(`itagui | ytagui`)],
  [
    '05490',
    typed(`
    necocli | nekokli | necoclí antioquia | bonjour je suis haitien je suis à necocli | mwen nan nekokli | im at
    necocli
  `),
  ],
  ['05579', typed(`pto berrio`)],
  ['05615', typed(`rionegro | rio negro antioquia`)],
  ['05631', typed(`sabaneta`)],
  ['05665', typed(`san pedro de uraba`)],
  ['05837', typed(`turbo | hi im in turbo near the beach | mwen rete nan tirbo | turboo | we are in turbo`)],
  [
    '08001',
    typed(`
    j'habite à barranquilla | quilla | arenosa | la arenosa | barrankilla | barranquiya | baranquilla |
    varranquilla | calle 45 # 23-12 barranquilla | mwen nan baranquilla | rebolo barranquilla | curramba
  `),
  ],
  ['08433', typed(`malambo`)],
  ['08638', typed(`sabanalarga`)],
  ['08758', typed(`soledad atlantico`)],
  [
    '11001',
    typed(`
    mwen rete bogota | la nevera | bta | kennedy | suba | bogota suba | engativa | bogota kennedy | vivo en bosa |
    ciudad bolivar bogota | usme | terminal del salitre | aeropuerto el dorado | bogta | bogotá | bogoota | vogota
    | boggota dc | bogotá d.c. | estamos en la terminal de bogota | al norte de bogota | barrio la favorita bogota
    | bogotá, engativá barrio villa luz | bogota cll 26 con cra 68 | mwen rive bogota | à bogota | to em bogota
    agora | Bogotá Colombia | BOGOTA | Bogotaaa | bogotá usaquén | localidad de kennedy | localidad de suba bogota
    | localidad rafael uribe | barrio patio bonito | fontibon | teusaquillo | puente aranda | santafe de bogota
  `),
  ],
  [
    '13001',
    typed(`
    je suis a cartagene | cartajena | kartagena | cartagena de india | mwen nan katajèn | in cartagena | la
    heroica
  `),
  ],
  ['13244', typed(`el carmen de bolivar | carmen de bolivar | carmen bolivar`)],
  ['13430', typed(`magange`)],
  ['13468', typed(`mompox | monpos`)],
  ['15001', typed(`tunja boyaca | boyaca tunja`)],
  ['15176', typed(`chiquinkira`)],
  ['15238', typed(`duitama | dhuitama`)],
  ['15407', typed(`villa de leyva`)],
  ['15516', typed(`paipa`)],
  ['15572', typed(`puerto boyaca`)],
  ['15759', typed(`sogamoso | sogamozo`)],
  ['17001', typed(`manisales | resido en manizales`)],
  ['17174', typed(`chinchina | chinchina caldas`)],
  ['17380', typed(`dorada caldas | la dorada`)],
  ['17614', typed(`riosucio caldas`)],
  ['18001', typed(`florencia | florensia`)],
  ['18150', typed(`cartagena del chaira`)],
  ['18753', typed(`san vicente del caguan | san vicente del caguan caqueta`)],
  ['19001', typed(`popayan | popallan | popayan cauca`)],
  ['19110', typed(`buenos aires`)],
  ['19318', typed(`guapi`)],
  ['19455', typed(`miranda`)],
  ['19532', typed(`el bordo`)],
  ['19548', typed(`piendamo`)],
  ['19573', typed(`puerto tejada | puerto tejada cauca`)],
  ['19698', typed(`santander de quilichao | quilichao`)],
  ['20001', typed(`valledupal | balledupar | valledupar cesar | bayedupar`)],
  ['20011', typed(`aguachica cesar | agua chica`)],
  ['20013', typed(`codazzi`)],
  ['20060', typed(`bosconia`)],
  ['20400', typed(`la jagua de ibirico`)],
  ['23001', typed(`monteria | montería córdoba | monteria cordoba`)],
  ['23189', typed(`cienaga de oro`)],
  ['23466', typed(`montelivano`)],
  ['23807', typed(`tierralta cordoba`)],
  ['25035', typed(`anapoima`)],
  ['25126', typed(`cajica`)],
  ['25175', typed(`chia | chía cundinamarca`)],
  ['25269', typed(`facatativa | faca`)],
  ['25286', typed(`funza`)],
  ['25290', typed(`fusa`)],
  ['25307', typed(`bueno, vivo en girardot | girardot cundinamarca | jirardot`)],
  ['25386', typed(`la mesa cundinamarca | la mesa`)],
  ['25430', typed(`madrid cundinamarca`)],
  ['25473', typed(`mosquera`)],
  [
    '25754',
    typed(`
    cazuca | altos de cazuca soacha | soacha cundinamarca | suacha | yo vivo aqui en soacha con mi familia |
    ciudad verde soacha | soacha compartir | soacha san mateo
  `),
  ],
  ['25758', typed(`sopo`)],
  ['25817', typed(`tocancipa`)],
  ['25875', typed(`villeta`)],
  ['25899', typed(`zipa | zipakira`)],
  ['27001', typed(`kibdo | quibdo choco | quibdó`)],
  ['27006', typed(`acandi choco | capurgana | kapurgana`)],
  ['27075', typed(`bahia solano`)],
  ['27361', typed(`istmina`)],
  ['27615', typed(`riosucio choco`)],
  ['27800', typed(`unguia`)],
  ['41001', typed(`neiva | neyva huila | neiba`)],
  ['41132', typed(`campoalegre`)],
  ['41206', typed(`colombia huila`)],
  ['41298', typed(`garzon huila`)],
  ['41396', typed(`la plata huila`)],
  ['41551', typed(`pitalito`)],
  ['44001', typed(`riohacha | rioacha | riohacha la guajira | riojacha`)],
  ['44430', typed(`maikao | paraguachon | guajira maicao | maikao la guajira`)],
  ['44560', typed(`manaure guajira`)],
  ['44847', typed(`uribia guajira | guajira, uribia`)],
  ['44874', typed(`villanueva la guajira`)],
  ['47001', typed(`sta marta | Sta. Marta | stamarta`)],
  ['47053', typed(`aracataca`)],
  ['47058', typed(`el difícil`)],
  ['47189', typed(`cienaga | ciénaga magdalena`)],
  ['47245', typed(`el banco magdalena`)],
  ['47288', typed(`fundacion`)],
  ['47555', typed(`plato`)],
  [
    '50001',
    typed(`
    villavo | v/cencio | biyabisensio | villa vicencio | vilavicencio | estoy viviendo en villavicencio meta |
    villao
  `),
  ],
  ['50006', typed(`acacias`)],
  ['50313', typed(`granada meta`)],
  ['50568', typed(`puerto gaitan`)],
  ['50573', typed(`pto lopez meta`)],
  ['50606', typed(`restrepo meta`)],
  ['50689', typed(`san martin meta`)],
  ['52001', typed(`pasto | san juan de pasto | m ap viv pasto | I'm in Pasto | terminal de transporte de pasto`)],
  ['52079', typed(`barbacoas`)],
  ['52250', typed(`el charco`)],
  [
    '52356',
    typed(`
    ipiales | hipiales | ipyales nariño | oi eu to em ipiales com meus filhos | nous sommes à ipiales | terminal
    terrestre de ipiales
  `),
  ],
  ['52399', typed(`launion nariño`)],
  ['52678', typed(`samaniego`)],
  ['52835', typed(`tumaco | tumako | mwen se ayisyen mwen ap viv nan tumaco depi 2 mwa | tumaco nariño`)],
  ['52838', typed(`tuquerres`)],
  [
    '54001',
    typed(`
    i live in cucuta | cucuta la perla | kukuta | cucutta | cúcuta norte de santander | cucuta n. de s. | cucuta n
    de santander | hola buenas tardes, estoy en cucuta con mis dos hijos y no se que hacer | norte de santander
    cucuta | mwen abite kukuta | cucuta atalaya | la libertad cucuta | cucuta barrio la libertad
  `),
  ],
  ['54003', typed(`abrego`)],
  ['54172', typed(`chinacota`)],
  ['54223', typed(`cucutilla`)],
  ['54261', typed(`el zulia`)],
  ['54405', typed(`los patios`)],
  ['54498', typed(`ocaña | ocana norte de santander | ocania`)],
  ['54518', typed(`pamplona`)],
  ['54520', typed(`pamplonita`)],
  ['54553', typed(`puerto santander`)],
  ['54720', typed(`sardinata`)],
  ['54810', typed(`tibu | tibu norte de santander`)],
  ['54874', typed(`la parada | villa del rosario | villa rosario cucuta`)],
  ['63001', typed(`armenia | armenia quindio`)],
  ['63130', typed(`calarca`)],
  ['63470', typed(`montenegro`)],
  ['66001', typed(`pereira | pereyra | la perla del otun`)],
  ['66170', typed(`dosquebradas | dos quebradas`)],
  ['66400', typed(`la virginia`)],
  ['66682', typed(`santa rosa de cabal | sta rosa de cabal`)],
  [
    '68001',
    typed(`
    moro em bucaramanga | b/manga | bmanga | soy venezolano y vivo en bucaramanga | ando por bucara | currently in
    bucaramanga, colombia | terminal de bucaramanga | la ciudad bonita
  `),
  ],
  ['68077', typed(`barbosa, sant. | barbosa santander`)],
  ['68079', typed(`barichara`)],
  ['68081', typed(`barrancabermeja | barranca bermeja`)],
  ['68190', typed(`cimitarra`)],
  ['68276', typed(`floridablanca`)],
  ['68307', typed(`jiron`)],
  ['68406', typed(`lebrija santander`)],
  ['68432', typed(`malaga`)],
  ['68547', typed(`piedecuesta | pie de cuesta`)],
  ['68575', typed(`puerto wilches`)],
  ['68655', typed(`sabana de torres`)],
  ['68679', typed(`sangil | san jil | san gil santander`)],
  ['68755', typed(`socorro santander`)],
  ['68861', typed(`velez`)],
  ['70001', typed(`sinselejo | cincelejo | sinselejo sucre`)],
  ['70708', typed(`san marcos`)],
  ['73001', typed(`ibage | ivague | la ciudad musical | ibague tolima`)],
  ['73268', typed(`espinal`)],
  ['73275', typed(`flandes`)],
  ['73349', typed(`honda tolima`)],
  ['73411', typed(`libano tolima`)],
  ['73443', typed(`mariquita`)],
  ['73449', typed(`melgar`)],
  [
    '76001',
    typed(`
    estoy en cali | kali | caly | mwen nan kali | barrio siloe cali | siloe | en el terminal de transportes de
    cali | cali valle | cali valle del cauca | santiago de cali | cali barrio terron colorado | je suis à calí |
    moro na cidade de cali | aguablanca cali | el distrito de aguablanca | aeropuerto de cali | la sultana del
    valle | la sucursal del cielo | no estoy en cali
  `),
  ],
  ['76109', typed(`buenaventura | b/ventura | bwenavantoura`)],
  ['76111', typed(`buga`)],
  ['76130', typed(`candelaria valle`)],
  ['76147', typed(`cartago`)],
  ['76275', typed(`florida | florida valle`)],
  ['76364', typed(`jamundi valle`)],
  ['76377', typed(`la cumbre`)],
  ['76400', typed(`la unión, valle`)],
  ['76520', typed(`palmira`)],
  ['76563', typed(`pradera`)],
  ['76834', typed(`tulua | toulouwa`)],
  ['76892', typed(`yumbo`)],
  ['81001', typed(`arauca arauca`)],
  ['81065', typed(`arauquita`)],
  ['81220', typed(`cravo norte`)],
  ['81300', typed(`fortul`)],
  ['81736', typed(`saravena`)],
  ['81794', typed(`tame`)],
  ['85001', typed(`yopal casanare`)],
  ['85010', typed(`aguazul`)],
  ['85250', typed(`paz de ariporo`)],
  ['85300', typed(`sabanalarga casanare`)],
  ['85410', typed(`tauramena`)],
  ['85440', typed(`villanueva casanare`)],
  ['86001', typed(`mocoa putumayo | mocoa`)],
  ['86320', typed(`orito`)],
  ['86568', typed(`puerto asis | pto asis`)],
  ['86749', typed(`sibundoy`)],
  ['86865', typed(`la hormiga`)],
  ['86885', typed(`villagarzon`)],
  ['88001', typed(`san andres | san andres isla | sanandres | san andres islas`)],
  ['88564', typed(`providencia isla`)],
  ['91001', typed(`leticia | estou em leticia`)],
  ['94001', typed(`inirida`)],
  ['95001', typed(`san jose de guaviare | san jose del guaviare | sn jose del guaviare`)],
  ['97001', typed(`mitu`)],
  ['99001', typed(`puerto carreño | puerto carrenio vichada | pto carreño`)],
];

/** The same for towns abroad, by their names. */
export const ABROAD: readonly (readonly [name: string, typed: readonly string[]])[] = [
  ['Quito', typed(`quito | quito ecuador | kito`)],
  ['Guayaquil', typed(`guayaquil | gwayakil`)],
  ['Tulcán', typed(`tulcan | tulkan ecuador | tulcan ecuador`)],
  ['Huaquillas', typed(`huaquillas | waquillas`)],
  ['Maracaibo', typed(`maracaibo`)],
  ['Caracas', typed(`caracas venezuela`)],
  ['Barquisimeto', typed(`barquisimeto | barkisimeto`)],
  ['San Antonio del Táchira', typed(`san antonio del tachira | san antonio tachira`)],
  ['Ureña', typed(`ureña | urenia`)],
  ['San Cristóbal', typed(`san cristobal tachira | san cristobal venezuela`)],
  ['Ciudad de Panamá', typed(`panama city | ciudad de panama | cidade do panama`)],
  ['David', typed(`david panama | david chiriqui`)],
  ['Metetí', typed(`meteti`)],
  ['Yaviza', typed(`yaviza`)],
  ['Bajo Chiquito', typed(`bajo chiquito`)],
  ['Lajas Blancas', typed(`lajas blancas`)],
  ['Canoas', typed(`paso canoas costa rica`)],
  ['El Amparo', typed(`el amparo`)],
  ['San José', typed(`san jose costa rica`)],
  ['Ciudad de Guatemala', typed(`guatemala ciudad | ciudad de guatemala`)],
  ['Quetzaltenango', typed(`xela | quetzaltenango`)],
  ['Nueva Loja', typed(`lago agrio`)],
  ['Ibarra', typed(`ibarra ecuador`)],
  ['Loja', typed(`loja`)],
  ['Machala', typed(`machala`)],
  ['Esmeraldas', typed(`esmeraldas ecuador`)],
  ['Santo Domingo de los Colorados', typed(`santo domingo ecuador`)],
  ['Cuenca', typed(`cuenca | cuenca ecuador`)],
  ['Valencia', typed(`valencia venezuela`)],
  ['Mérida', typed(`merida`)],
  ['Maracay', typed(`maracay`)],
  ['Ciudad Guayana', typed(`puerto ordaz`)],
  ['La Guaira', typed(`la guaira`)],
  ['Colón', typed(`colon panama`)],
  ['Paso Canoas Arriba', typed(`paso canoas panama`)],
  ['Los Chiles', typed(`los chiles`)],
  ['Alajuela', typed(`alajuela`)],
  ['Liberia', typed(`liberia costa rica`)],
  ['Villa Nueva', typed(`villa nueva guatemala`)],
  ['Esquipulas', typed(`esquipulas`)],
  ['Mixco', typed(`mixco`)],
  ['Ciudad Tecún Umán', typed(`tecun uman`)],
];

/** Names that several places share. */
export const SHARED = typed(`
  barbosa | la union | villanueva | san pablo | granada | la vega | santa rosa | ciudad bolivar | la paz | argelia
  | palestina | rumichaca | paso canoas | santiago | san francisco | belen | sucre | bolivar | manaure |
  candelaria | restrepo | puerto rico | riosucio
`);

/** What is no place that a person is in. */
export const NO_PLACE = typed(`
  colombia | venezuela | panama | mexico | chile | ecuador | tapachula | voy para medellin | mi hermana vive en
  bogota | hola | tengo cita en cali manana? | cuando vuelven a medellin | me robaron en la terminal de cali |
  quiero ir a panama | gracias | no se | no sé | en la calle | en mi casa | estoy en la calle | estoy en un
  albergue | vivo con mi tia | quiero una cita | si | no | 1 | 2 | ok | cita | menu | ayuda | carta | turno |
  lunes | mañana | que es eso | no entiendo | cuanto cuesta | mi hijo esta enfermo | tengo hambre | no tengo
  papeles | perdi mi pasaporte | soy venezolana | soy haitiano | vengo de haiti | haiti | cuba | españa | miami |
  estados unidos | new york | santiago de chile | la paz bolivia | cordoba argentina | valencia españa |
  guadalajara mexico | lima peru | boa vista | mwen pa konprann | mwen bezwen ed | kisa sa ye | mwen pa konnen |
  mwen grangou | mwen nan lari | ki kote biwo a ye | bonjou | mesi anpil | tanpri ede m | pa gen pwoblem | je ne
  comprends pas | je ne sais pas | merci beaucoup | je suis malade | dans la rue | au revoir | não sei | obrigado
  | tudo bem | na rua | preciso de ajuda | nao entendi | i dont know | hello | thanks | help me | where is the
  office | on the street | i have no papers | what is this | stop | alto | parar | borrar | ninguna | la primera |
  el segundo | quiero hablar con una persona | trabajo en construccion | mi esposo me pega | estoy embarazada |
  estoy sola | tengo tres hijos | voy a cruzar la selva | me robaron | me dicen que tengo que pagar | cuando es mi
  cita | quiero cancelar la cita | a que hora abren | no puedo ir | quien eres | eres un robot | estafa | es
  gratis? | buenas | buenas tardes | buenos dias | feliz navidad | dios los bendiga | amen | jajaja | asdfgh | ??
  | ... | 👍 | 123456789 | 3101234567 | cc 1098765432 | mi nombre es maria perez | carlos rodriguez | soy de
  maracaibo pero no se | el dolar a como esta | quien gano el partido | tinto | el mar | la playa | la selva | la
  montaña | el monte | la finca | en el campo | en el pueblo | la frontera | el puente | el rio | lejos | cerca |
  aqui | por aca | en colombia | en venezuela | mi pais | ningun lado | en ninguna parte | no tengo casa | donde
  mi hermana | con unos amigos | casa | apartamento | hotel | hospital | el parque | la iglesia | la terminal |
  aeropuerto | centro | el centro | norte | sur | barrio | antioquia | atlantico | valle del cauca | cundinamarca
  | norte de santander | la guajira | soltero | casada | union libre | viuda | primaria | bachiller |
  universitario | carpintero | cocinera | albañil | enfermera | mesera | manicurista | estudiante | ama de casa |
  vendedor ambulante | domiciliario | mecanico | cinco | quince | veintidos | 45 | 2019 | marzo | en diciembre |
  hace dos años | ayer | el martes | pasado mañana | sis | twazan | karant | douz | janvye | demen | lendi |
  vandredi | fevriye | out | trois | quinze | mars | août | mardi | demain | quatorze | quatro | terça | amanha |
  fevereiro | three | fifteen | tuesday | tomorrow | march | madre | hermano | novia | cedula | ppt | pasaporte |
  visa | asilo | refugio | parole | deportacion | coyote | darien | selva del darien | me violaron | quiero
  morirme | la policia | abogado | mi bebe | leche | pañales | medicina | insulina | diabetes | cancer | asma |
  presion alta | dolor de cabeza | fiebre | vomito | diarrea | paludismo | tos
`);
