import type { LanguageWords } from "./language-words.ts";
import { listed, setOf } from "./language-words.ts";
import { SPANISH_SUBJECTS } from "./subjects/es.ts";

export const SPANISH: LanguageWords = {
  stopWords:
    setOf(`a acá ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ambos ante antes aquel aquella
    aquellas aquello aquellos aquí así aun aún aunque bajo bastante bien cabe cada casi cierta cierto como cómo con
    conmigo contra cual cuál cuales cualquier cualquiera cuando cuándo cuanto cuánto de debajo del delante demás
    demasiado dentro desde después detrás donde dónde durante e el él ella ellas ello ellos en encima entonces entre
    era eran eres es esa esas ese eso esos esta está estaba estaban estado están estar estas este esto estos estoy
    etc fue fuera fueron fui ha había habían haber han hasta hay haya he hemos hube hubo igual incluso jamás junto
    la las le les lejos lo los luego más me mediante menos mi mí mía mientras mío mis misma mismas mismo mismos
    mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotras nosotros nuestra nuestras
    nuestro nuestros nunca o os otra otras otro otros para pero poca pocas poco pocos por porque pues que qué quien
    quién quienes quizá quizás se según ser será serán sería si sí siempre sin sino sobre sois sólo solo somos son
    soy su sus suya suyo tal tales también tampoco tan tanta tanto tantos te ti tiene tienen toda todas todavía todo
    todos tras tu tú tus un una unas uno unos usted ustedes varios varias vosotras vosotros vuestra vuestro y ya yo
    dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cuarenta cincuenta cien ciento mil
    millones primer primera primero segundo segunda tercer tercera último última además apenas alrededor cerca
    pronto tarde ayer hoy mañana puede pueden poder podría hace hacer hacen hizo tener tenía tenemos tengo va van
    vez veces`),
  weakWords:
    setOf(`acaba acuerda agosto abril acción ahora algunos alta alto año años aparece aparte asunto ayuda baja bajo bella
    bello bonita bonito buen buena buenas bueno buenos busca calle cambiado cambia cara caro casa casas caso
    centímetros céntimos claro color come comer comienza como comprar compra compré con conviene cosa cosas cree
    creo cuenta cuesta cuestan da dan dar debe deben deber deja dejar demasiado desde despacio día días dice dicen
    diciembre dicho diferente dijo dijeron distinto domingo dormir duda dura edad ejemplo embargo empieza empiezan
    encontrado enero entra entrar enorme equipo escribe espera esperan esperar estilo euro euros existe falta
    febrero final fin finales forma fría frío gana gente gracias grado grados gramos gran grande grandes grupo gusta
    gustan haciendo hecho hermosas hermoso historia hombre hombres hora horas huele idea importante invierno jornada
    jueves julio junio kilómetros kilo kilos lado larga largo largos lectura lista litro litros llama llega llegan
    lleva llevar lugar lunes madrugada manera mano marcha martes marzo mayo mayor mayoría medio medios mejor menor
    mes mesa meses metro metros miércoles mira minuto minutos miró modo momento mujer mujeres mundo necesita
    necesidad niño noche nombre noviembre nueva nuevas nuevo nuevos número octubre pareció parece parte partes pasa
    pasada pasado pasan paso peor pequeña pequeño pequeños persona personas perdida pide pidió plena pone ponen
    poner posible precio primavera principal problema problemas propia propio proporción próxima próximo prueba
    pueblo pueda puedan puesta punto puntos queda quedan quiere quiero rápida rápido razón real recién resulta
    resultado sabe sabía sabado sábado sábados sale salen sea sean segundos semana semanas sencilla sencillo
    septiembre siente siglo sigue siguiente sitio situación suena suele tardar tardó tardé tarde tercio tiempo tipo
    toma trabajo trabaja tercer única único usa usar utiliza verano vender vieja viejo viene vienen viernes vida
    vino visto visita volver volvió volví vuelta zona total sirve adelante dio ver pedido pedir acceso actividad
    agua alcance ambiente anuncio aparato apartado área artículo aspecto autor avance base beneficio cabeza calidad
    cambio cambios camino cantidad capacidad capital característica carta categoría causa centro cifra cliente
    clientes condición condiciones conexión conjunto contacto contenido control copia criterio cuestión dato datos
    decisión demanda desarrollo destino detalle diferencia dirección director dispositivo documento efecto ejercicio
    elemento empleados empresa encuentro entrada error espacio espalda especie estado estudio etapa evento
    experiencia experto expertos fase fecha fondo formato frente fuente función género grupos guía habitantes hijo
    hijos historias hogar imagen impacto información informe informes inicio instalación institución interés línea
    líneas luz madre maestro manual mapa marco material máquina medida memoria mensaje mensajes método miembro
    miembros modelo movimiento muestra negocio nivel objetivo objeto ocasión oferta oficina opción opciones
    operación opinión orden organización origen padre padres página páginas palabra palabras papel pared pareja
    período personaje peso piezas plan plaza población porcentaje posibilidad práctica pregunta presencia primeros
    proceso producto productos programa propuesta proyecto público puerta recurso red región registro regla relación
    reunión resultados riesgo sala sección sector seguridad sensación señal servicio servicios signo sistema sitios
    sociedad solución suelo superficie tabla tamaño tarea técnica tema tierra título tono uso valor velocidad
    ventana versión vía viento visión voz antiguo presentar anoche cierre`),
  joiners: setOf("de del a"),
  dullEndings: [
    "mente",
    "ando",
    "iendo",
    "aron",
    "ieron",
    "aban",
    "ían",
    "arse",
    "erse",
    "irse",
    "aba",
    "ó",
    "steis",
    "amos",
    "emos",
    "ar",
    "er",
    "ir",
  ],
  clitics: setOf(""),
  determiners: setOf(
    `el la los las un una unos unas del al de mi tu su mis tus sus nuestro nuestra nuestros nuestras este esta estos
    estas ese esa esos esas aquel aquella cada algunos algunas dos tres cuatro cinco seis siete ocho nueve diez cien
    mil en con sin por`,
  ),
  verbSigns: setOf(
    `yo tú él ella nosotros ellos ellas usted ustedes se me te nos os no nunca ya ha han he has hemos había habían
    fue fueron es son está están ser puede pueden debe deben va van quien que para hay lo`,
  ),
  cues: setOf(`conclusión resumen decisión resultado causa lección recomiendo recomienda solución acuerdo acuerda importante
    secreto definitiva presentamos disponible`),
  positive:
    listed(`disfrutar disfruté disfrutado disfruta alegra celebra celebran agradece agradezco adora ganó gana logró consigue
    premia sonríe sonreír estupendamente confortable acertado acogedor acogedora adecuado admirable adoro adorable
    afortunado agradable agradecido agradecida ágil alegre alegría amable amabilidad ameno amor animado apasionante
    apasionado apetitoso asombroso atento atractivo auténtico bello belleza bendición beneficioso bienvenido bonito
    brillante bravo buenísimo bueno buen calidad cálido cariño cariñoso carismático celebrar cercano comodidad
    cómodo conmovedor contento cordial creativo deleite delicado delicia delicioso deslumbrante destacado dicha
    divertido divino efectivo eficaz eficiente ejemplar elegante emocionado emocionante encanta encantado encantador
    encantadora encanto enhorabuena enriquecedor entrañable entretenido entusiasmado entusiasmo espectacular
    espléndido estable estimulante estupendo excelente excepcional exquisito éxito exitoso extraordinario fabuloso
    fantástico fascinante fascinado favorito felices felicidad felicidades felicitaciones feliz fenomenal fiable
    formidable generoso genial gentil glorioso gozar gracia gracias gracioso grandioso gratificante grato gratitud
    guapo gustado gustó habilidad hábil hermoso hermosura honesto honor ilusión ilusionado imaginativo impecable
    impresionante impresionado increíble inmejorable innovador inolvidable inspirador inteligente interesante
    intuitivo jovial joya jugoso leal lindo logro lujoso luminoso magia mágico magistral magnífico majestuoso
    maravilla maravilloso memorable merece motivado novedoso nítido optimista orgullo orgulloso paciencia paz
    perfección perfecto placentero placer poderoso poético positivo potente precioso premiado premio prodigioso
    profesional prometedor promesa recomendable recomendado recomiendo recomendamos refrescante relajado relajante
    resistente respetuoso revelador risa risas robusto romántico sabroso satisfacción satisfactorio satisfecho
    sensacional sincero sobresaliente sólido sonrisa sorprendente sublime suculento sutil talento talentoso tierno
    tranquilidad triunfo valiente valioso ventaja versátil vibrante victoria virtuoso vital vivo viva encantó`),
  negative:
    listed(`lamenta perdieron sufre sufren pierde falló averió quejarse robaron desapareció desaparecidos carísima roto rota
    pésima decepcionó vergonzosa abandonado abandono absurdo aburrido aburrimiento aburre abuso accidente acoso
    acusado adverso agobiante agotado agotador agresivo alarmante amargo amenaza amenazado angustia ansiedad
    antipático arrepiento arrogante arruinado asco asesinado asesinato asqueroso atacado atraco atroz avería
    averiado basura borde brutal bronca bruto burla cabreado calamidad caótico caos carísimo caro catástrofe
    catastrófico chapuza colapso conflicto confuso corrupción corrupto crimen crisis criticó cruel culpa culpable
    daño dañado decepción decepcionado decepcionante defecto defectuoso deficiente deficiencia delito denuncia
    deplorable deprimente deprimido derrota desagradable desalojar desalojado desalojo desastre desastroso
    descuidado desconfianza desesperado desesperante desgracia desgraciado deshonesto deshonra desilusión desolado
    desorden despreciable destrozado destrucción destruido discriminación disgusto dolor doloroso dudoso emergencia
    enfadado enfado enfermedad enfermo engañado engaño enojado enojo escándalo escandaloso espantoso estafa estafado
    estropeado estúpido estafador exagerado explosión fallan falla fallo fallos falso falta fatal fatiga fealdad feo
    feroz flojo fracasado fracaso frágil fraude frustración frustrado frustrante furia furioso grave gravedad
    grosero guerra hambre herido heridos hipócrita horrendo horrible horror hostil huir humillado humillante
    ignorado impresentable imposible inaceptable incendio incómodo incompetente inconveniente indignado indignación
    indignante ineficaz inestable infeliz infierno infumable injusticia injusto inquietante inseguro insoportable
    insulto insultante insuficiente inútil ira irresponsable irritante lamentable lamento lástima lenta llanto
    llorar loco maldito malo mala malísimo maleducado maltrato mal malgastado mediocre mentira mentiroso miedo
    miserable miseria molesto molestia monótono mortal muerte muerto muertos negligencia nervioso obsceno odia odio
    odioso ofendido ofensivo olvidado opresión pánico patético peligro peligroso pena penoso peor pérdida pereza
    perjudicial pesadilla pesado pésimo polémica pobreza preocupación preocupado preocupante problemático quebrado
    queja quejas rabia rechazo reclamación repugnante retraso ridículo robado robo rotura ruidoso ruina sangre
    secuestro siniestro sobrevalorado soledad soso sospechoso sucio sufrimiento sufrir susto temor temeroso tenso
    terrible terror timo tonto tóxico tragedia trágico traición traicionado trampa triste tristeza vergonzoso
    vergüenza víctima víctimas violencia violento vulgar`),
  praise: [
    "vale la pena",
    "merece la pena",
    "muy recomendable",
    "lo recomiendo",
    "la recomiendo",
    "totalmente recomendado",
    "no os lo perdáis",
    "no se lo pierdan",
    "volveré",
    "volveremos",
    "cinco estrellas",
    "mil gracias",
    "muchas gracias",
    "me encanta",
    "nos encanta",
    "qué alegría",
    "buen trabajo",
    "no puedo estar más",
  ],
  blame: [
    "nunca más",
    "no lo recomiendo",
    "no la recomiendo",
    "no recomiendo",
    "no vale la pena",
    "no merece la pena",
    "una estrella",
    "qué vergüenza",
    "dejó de funcionar",
    "no funciona",
    "ya no funciona",
    "devolución del dinero",
    "otra vez",
    "ni una disculpa",
    "sin respuesta",
    "estoy harto",
    "estoy harta",
    "hartos",
    "no volveré",
    "pérdida de tiempo",
    "pérdida de dinero",
  ],
  contrasts: setOf("pero sino aunque"),
  negations: setOf("no nunca jamás ni sin tampoco nada nadie ningún ninguna ninguno apenas"),
  intensifiers:
    setOf(`muy tan demasiado realmente totalmente absolutamente completamente increíblemente sumamente extremadamente
    bastante más especialmente profundamente`),
  leaning:
    setOf(`él ella ello ellos ellas este esta esto estos estas ese esa eso esos esas pero y así entonces también su sus
    además sin embargo otros otras otro otra ninguna ninguno o pues luego por`),
  abbreviations:
    setOf(`sr sra srta sres dr dra d da dña prof profa lic ing arq av avda c ctra núm nº pág págs p ej p.ej etc ee uu ee.uu
    ud uds vd tel cía s.a s.l a.c d.c vol ed art cap aprox máx mín st sta sto gral ltda vs ene feb mar abr may jun
    jul ago sep sept oct nov dic`),
  furniture: [
    "cookie",
    "política de privacidad",
    "aviso legal",
    "todos los derechos reservados",
    "saltar al contenido",
    "activa javascript",
  ],
  labels: [
    "newsletter",
    "boletín",
    "iniciar sesión",
    "regístrate",
    "suscríbete",
    "leer más",
    "artículos relacionados",
    "te puede interesar",
    "compartir en",
    "síguenos",
    "publicidad",
  ],
  firstPerson: setOf(
    `yo me mi mis mí conmigo nos nosotros nosotras nuestro nuestra nuestros nuestras mío mía he hemos`,
  ),
  reporting: setOf(
    `dijo dijeron declaró anunció informó afirmó señaló aseguró confirmó explicó según indicó denunció advirtió`,
  ),
  ...SPANISH_SUBJECTS,
};
