/** Words around a name that name nothing, in the five languages. A name is looked for before them: "Une" is a town. */
export const WORDS_AROUND: ReadonlySet<string> = wordsOf(`
  yo m me estoy toy stoy etoy estamos tamos vivo vivimos resido residimos soy somos ando andamos viviendo ahora ahorita aqui aki
  aca ya hoy en por para pa de del desde la el los las lo un una mi y e o q que es son se al a municipio mpio ciudad cd pueblo
  depto dpto dto departamento region zona sector norte sur oriente occidente este oeste centro afueras cerca cerquita ciudadela
  lado arriba abajo via parte alta baja metropolitana area terminal terminales transporte transportes terrestre aeropuerto
  airport aeroport ayewopo aewopo rodoviaria hola buenas buenos dias tardes noches gracias favor porfa porfavor pues momento
  actualmente actual encuentro encuentra encontramos nos hallo ubicado ubicada ubicados queda quedo quedamos quedando esta
  estando si bueno sr sra señor senor senorita mano parce llegue llegando llegamos llego instalado instalada residencia uraba catatumbo pacifico caribe llanos
  domicilio municipality vereda corregimiento caserio frontera fronterizo capital urbano rural casco cabecera localidad
  localida barrio barrios comuna kiero quiero seria puede ser creo claro digo mas exactamente precisamente temporalmente
  radicado radicada radicados provincia estado pais ubicacion lugar
  mwen mw mwn ye rete abite viv ap nan vil vilaj peyi depatman zon katye kounye kounya kunye konye la kote se nou n bo pre jodi
  isit lavil mesi bonjou bonswa wi anba anwo anlè lan mezanmi toujou fek rive estasyon tèminal
  je j suis vis habite demeure habitons sommes dans ville pres proche actuellement maintenant ici aujourd hui oui bonjour bonsoir
  merci quartier nord sud ouest est departement commune ville moi au aux du des le les c chez nous on vit vivons reside trouve
  gare situe situee etat
  eu estou to tou tô moro vivo resido na no nas nos cidade agora aqui perto bairro sim oi ola bom dia boa tarde noite obrigado
  obrigada municipio estamos moramos fico morando vivendo hoje sou da do das dos pela pelo fica rodoviaria
  i im am m live living in the city of town near at now right here we are re stay staying currently from my is it its hi hello
  yes thanks please located location around downtown area state province by reside residing good morning this
`);

/** After these an address or the name of a barrio follows; it need not be known. */
export const WORDS_BEFORE_ADDRESS: ReadonlySet<string> = wordsOf(`
  barrio barrios bario bo localidad comuna vereda sector conjunto urbanizacion urb invasion asentamiento corregimiento calle cll
  cl cra kra krr cr carrera kr diagonal dg transversal tv avenida av manzana mz casa apto apartamento torre edificio hotel
  hostal albergue refugio parque portal estacion hospital clinica parroquia iglesia bairro rua quartier rue katye ri lari
  neighborhood street avenue
`);

/** What a person says before the place where they are. Not "voy a" or "mi hermana vive en": there they are not. */
export const SAYS_WHERE = new RegExp(
  `(?:^| )(?:${[
    '(?:yo |ya |aqui |ahora |ahorita |hoy |nosotros )?(?:me encuentro|nos encontramos|estoy|toy|stoy|estamos|vivo|vivimos|resido|residimos|ando|andamos|quedo|(?:estoy |ando )?viviendo|me quede|llegue|llegamos|estoy (?:radicad|ubicad|instalad)[oa])(?: (?:ahora|ahorita|aqui|aca|ya|hoy|actualmente|por ahora|viviendo|en este momento|mismo|solo|sola))* (?:en|por|a|cerca de|aqui en)(?: (?:la|el|un|una|este|ciudad|municipio|pueblo|terminal|aeropuerto|frontera|zona|centro|barrio|sector|de|del|en))*',
    '(?:mwen|mw|m|mwn|nou|n)(?: (?:ap|se|toujou|fek|kounye a|kounya))* (?:rete|abite|viv|nan|rive|la)(?: (?:nan|lan|kounye a|kounya|isit|bo|vil|zon|a|la|pre|katye))*',
    '(?:je suis|j habite|je vis|je reside|nous sommes|on est|nous habitons|je me trouve)(?: (?:actuellement|maintenant|ici|arrive|arrivee|toujours))* (?:a|dans|en|pres de|au)(?: (?:la|ville|de|quartier|zone|le))*',
    '(?:eu )?(?:estou|to|tou|moro|vivo|estamos|moramos)(?: (?:agora|aqui|morando|vivendo|hoje))* (?:em|na|no|perto de)(?: (?:a|cidade|de|bairro))*',
    '(?:im|i m|i am|i live|i stay|we are|we live|we re|living|i am living|currently)(?: (?:now|currently|living|staying|here|right now|stuck))* (?:in|at|near)(?: (?:the|city|of|town))*',
  ].join('|')})$`,
);
/** Before SAYS_WHERE it says the contrary. */
export const SAYS_NOT = /(?:^| )(?:no|ya no|pa|pa t|ne|nao|not|cuando|si|antes|when|quand|le)$/;

/** Words of every day that are no slip of a town's name. Exactly written, they may still be one: "Plato", "Turbo". */
export const EVERYDAY: ReadonlySet<string> = wordsOf(`
  hola gracias bueno buena buenas claro listo vale dale chao adios perdon nada nadie nunca siempre todo todos todas algo alguien
  otro otra otros mismo tarde noche mañana ayer lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo
  junio julio agosto septiembre octubre noviembre diciembre mes meses año años hora horas semana minuto uno dos tres cuatro cinco
  seis siete ocho nueve diez once doce trece catorce quince veinte treinta cita turno fecha papel papeles pasaporte cedula permiso
  visa asilo refugio refugiado ayuda ayudar ayudeme ayudame persona gente hijo hija hijos niño niña niños esposo esposa mama papa madre
  padre hermano hermana familia casa calle trabajo plata dinero costo precio pagar gratis estafa menor edad mujer hombre soltero
  casado viuda union separado salud enfermo medico hospital medicina dolor policia migracion oficina direccion donde cuando
  como cuanto cuanta quien cual porque para pero sin con contra sobre entre hasta desde antes despues luego pronto quizas talvez
  nose ninguno ninguna cualquiera igual otra vez quiero quisiera puedo puede pueden necesito tengo tiene tienen tenemos vengo viene
  voy vamos van fui fue era hacer hago dice dijo decir digame saber sabe ver veo leer llamar llamada mensaje numero telefono correo
  nombre apellido español ingles frances creole portugues idioma lengua menu parar alto salir borrar datos cancelar cambiar cerrar
  abrir empezar volver regresar inicio siguiente opcion primera primero segunda segundo tercera ultimo ultima venezolano venezolana
  venezolanos colombiano colombiana haitiano haitiana cubano cubana ecuatoriano peruano chileno chilena brasileño mexicano americano
  hondureño africano extranjero migrante migrantes parole patrocinador tia tio primo amigo amiga vecino jefe carro bus avion barco
  selva rio mar playa camino ruta paso pasos cruzar pasar perla gato perro tinto arepa cafe agua comida hambre miedo triste feliz
  bien mal mejor peor grande pequeño nuevo vieja viejo cierto falso verdad mentira dios bendiciones amen señor señora doctor doctora
  mensual salario contrato abogado embajada consulado gobierno presidente partido futbol clima lluvia dolar peso pesos cambio musica
  cuenta banco tarjeta libre libertad victoria esperanza paz fe union florida paraiso milagro pasaje ventanas playas naranjal tigre flores
  dolores mercedes concepcion santiago maria jose juan pedro pablo carlos luis david jorge ana rosa angel martin miguel francisco
  rafael diego lucia isabel carmen teresa elena andres antonio fernando felipe ricardo marcos mateo tomas vicente bolivar independencia
  soledad delicias libertador retiro salinas junta costa gasto basta pasta hasta tanto santo canto bella bello bellos hielo cielo
  cello sello turbio turco horario sano sana cama cana llama carta corta norte monte mesa marca marcha salado saldo salida salento
  calor callo calle valle valla pena peña pluma puma mocha moca cota coca loca foca boca bocas loba lomas poma toma tema tame
  fame same chica chico china chino mani mano nariz narices
  mwen wi non pa poko gen genyen bezwen vle kapab konnen papa manman timoun pitit madanm mari moun fanm gason travay lajan kob konbyen
  kijan kisa kiles ki kote kile poukisa jodi demen yè lendi madi mekredi jedi vandredi samdi dimanch janvye fevriye mas avril me jen
  jiye out septanm oktob novanm desanm youn de twa kat senk sis set uit nef dis onz douz ven trant karant senkant swasant
  papye randevou biwo ede tanpri souple mesi bonjou bonswa orevwa anyen tout anpil piti gwo malad lopital doktè lapolis pwoblem
  ayisyen kreyol angle panyol franse bondye lavi lanmou kay lari machin zanmi fre se sè tonton
  oui merci bonjour bonsoir salut rien tout toute tous jamais toujours rendez rdv bureau papier papiers passeport aide argent travail
  enfant enfants femme homme mari fille fils mere pere frere soeur famille maison demain hier lundi mardi mercredi jeudi vendredi
  samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre deux trois quatre cinq six sept
  huit neuf dix vingt trente quarante cinquante soixante cent combien comment pourquoi quand quel quelle avec sans pour mais donc
  malade medecin hopital haitien haitienne anglais espagnol francais creole bonne beau belle grand petit nouveau mort vie
  nao sim obrigado obrigada bom boa dia tarde noite tchau nada tudo ninguem nunca sempre ajuda preciso quero posso tenho tem vou vai
  filho filha criança mae pai irmao irma mulher homem marido esposa casa trabalho dinheiro quanto custa onde quando quem qual porque
  segunda terça quarta quinta sexta sabado domingo janeiro fevereiro março abril maio junho julho setembro outubro novembro dezembro
  um dois tres quatro cinco oito nove dez vinte trinta quarenta cinquenta documento documentos passaporte visto consulta horario
  haitiano brasileiro ingles espanhol saude doente medico
  yes no hello thanks thank good bad help need want have has had can could will would should stop start again back next first second
  third last one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty monday tuesday wednesday
  thursday friday saturday sunday january february march april may june july august september october november december today
  tomorrow yesterday appointment paper papers passport visa work money cost free scam real child children son daughter wife husband
  mother father brother sister family home house street sick doctor hospital police name age phone number email person people
  human agent talk call message language english spanish french office where when what who why how much many legal illegal
  single married alone pregnant dead die kill hurt pain tell say asked happy maybe later never always nothing something
  afraid sponsor status change cancel delete book
  abrigo alergica amanha amarilla amarrado america appuyez argentine argentino assaltado assaltados asaltado attaquee attaquees
  ayen byen balle bare battre blanca blancas bota cabeza cada california capitals carajito carajitos cartao certo certos ciudadana
  ciudadano colombian colombo concorda conduto connexion conexion conection convite convulsion corro cubanas cuesta carcere devia
  enviada enviado escrito ferida floride ganesa garcon gazon grados herida image inundacion jardim jardines jardins jurada jurado
  kalot kalote kolera konfime kubana lanati llamara machete machette manti marocain mate medida menina montrees morada namorada
  mudei muriendo medica noiva novia pagamos paracos parado paraguayo paraguaio partio parto paspo passo paste pateo pati passage
  perdemos perdimos pescado plazo posto quebrado remedio remedios repita retido retidos retire retirez retiro sacarlo saltar segun
  sequia servia solito solitos souhaite sevi sevis trato tunda varias vayan veja velho vencio vendio ventana vermelha viaje viajo
  village volta vitima montana carpintero albanil mesera maestra maestro obrero obrera cocina barrer pintor pintora vendedor mesero
  conductor sopa arroz pollo carne sangre parir parida barriga cabello bello jamas jamon jabon ropa rosa rojo roja negro blanco verde
  azul medio media doble total parcial formal final normal general central capital carta carga cargo largo larga lado llegada entrada
  salida bajada subida tunel tunja turno tarifa tarro torre torta taza caldo saldo palo pala balsa bolsa moto motor mitad mente
  menos mucho mucha poco poca tanta cuatro quinto sexto septimo octavo noveno decimo
`);

/** These are a town only with its department: by itself a cry, a word of every day, or the beach. */
export const NOT_ALONE: ReadonlySet<string> = new Set([
  'socorro',
  'solita',
  'une',
  'toca',
  'pesca',
  'la playa',
  'playa',
]);

/** Who is at the border with a country is not in it. */
export const AT_BORDER =
  /\b(?:frontera|fwontye|fontye|frontiere|fronteira|border)(?: (?:con|de|ak|avec|com|com o|with|of))?(?: (?:el|la|l|le|a|o))? (?:ecuador|ekwate|ekwado|equateur|equador|panama|venezuela|veneswela|venezwela|brasil|brazil|brezil|bresil|peru|perou|pewou)\b/;

/** Countries none of whose towns we know: with them beside it, a name is not the one of ours. */
export const ELSEWHERE: ReadonlySet<string> = wordsOf(`
  argentina bolivia brasil brazil brezil bresil peru perou pewou chile chili uruguay paraguay mexico mexique meksik españa espana
  spain espagne espay usa eua eeuu unidos united states miami texas haiti ayiti cuba dominicana dominicaine canada kanada honduras
  salvador nicaragua jamaica curazao aruba guyana trinidad francia france italia italy portugal alemania york madrid
`);

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
}
