namespace CyberVoisins.Server.Tests.Story;

internal enum Caller { Nobody, Resident, Coordinator, Administrator }

/// <param name="French">How the sentence begins for a French reader; what concerns only programmers is English for all.</param>
/// <param name="Field">Of the input; null for an error of the document.</param>
internal sealed record BadRow(string Code, string? Field, string French, string English, string Document, string Variables = "{}", Caller As = Caller.Coordinator, string Suggestion = "");

/// <summary>The table of <see cref="BadInput"/>. Now is Tuesday 24 November 2026, 10:00 in Paris.</summary>
internal static class BadInputTable
{
    public static IEnumerable<TheoryDataRow<string>> Names => Rows.Keys.Select(name => new TheoryDataRow<string>(name));

    public static readonly Dictionary<string, BadRow> Rows = new[]
    {
        Documents(), People(), Addresses(), Times(), Numbers(), Texts(), Lists(), Callers(), Switches(),
    }.SelectMany(rows => rows).ToDictionary(row => row.Name, row => row.Row, StringComparer.Ordinal);

    private const string Text300Fr = "Ce texte doit avoir de 3 à 300 caractères, sans caractère invisible ni balise.";
    private const string Text300En = "This text must have 3 to 300 characters, with no control characters and no markup.";

    /// <summary>A request that would be taken, but for what is passed.</summary>
    public static string Ask(string resident = """firstName: "Jeanne", phone: "+33639985000", address: { text: "75017 Paris" }""", string category = "DEVICE_BASICS",
        string sentence = "\"Mon téléphone ne sonne plus.\"", string minutes = "30", string modes = "[AT_HOME]",
        string windows = """[{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }]""", string extra = "", string head = "mutation") => $$"""
        {{head}} { askForHelp(input: { resident: { {{resident}} }, category: {{category}}, sentence: {{sentence}}, minutes: {{minutes}}, modes: {{modes}}, windows: {{windows}} {{extra}} })
          { helpRequest { id } errors { code message field suggestions } } }
        """;

    public static string SignUp(string phone = "\"+33639985200\"", string distance = "5000", string categories = "[EMAIL]", string languages = "[\"fr\"]",
        string availability = """[{ day: MONDAY, start: "09:00", end: "12:00" }]""", string minutes = "60", string modes = "[BY_PHONE]", string firstName = "\"Amina\"",
        string address = """{ text: "75017 Paris" }""", string head = "mutation") => $$"""
        {{head}} { signUpVolunteer(input: { associationId: "$ASSOCIATION", firstName: {{firstName}}, phone: {{phone}}, address: {{address}}, maxDistanceMetres: {{distance}},
          categories: {{categories}}, languages: {{languages}}, availability: {{availability}}, minutesPerMonth: {{minutes}}, modes: {{modes}} })
          { volunteer { id } errors { code message field suggestions } } }
        """;

    private static string Association(string extra) => $$"""
        mutation { createAssociation(input: { name: "Une autre", smsName: "Autre", phone: "01 99 00 17 18" {{extra}} }) { association { id } errors { code message field suggestions } } }
        """;

    private static (string Name, BadRow Row) Row(string name, string code, string? field, string french, string english, string document, string variables = "{}", Caller caller = Caller.Coordinator, string suggestion = "") =>
        (name, new(code, field, french, english, document, variables, caller, suggestion));

    /// <summary>An error for programmers, in English whoever reads.</summary>
    private static (string Name, BadRow Row) Program(string name, string code, string sentence, string document, string variables = "{}") =>
        (name, new(code, null, sentence, sentence, document, variables));

    private static IEnumerable<(string Name, BadRow Row)> Documents() =>
    [
        Program("an unknown category", "GRAPHQL_VALIDATION_FAILED", "", Ask(category: "KNITTING")),
        Program("a category in quotes", "GRAPHQL_VALIDATION_FAILED", "", Ask(category: "\"DEVICE_BASICS\"")),
        Program("an unknown category by variable", "GRAPHQL_VALIDATION_FAILED", "", Ask(category: "$c", head: "mutation($c: HelpCategory!)"), """{"c":"KNITTING"}"""),
        Program("an unknown field", "GRAPHQL_VALIDATION_FAILED", "", "{ me { password } }"),
        Program("an id that is none", "GRAPHQL_VALIDATION_FAILED", "", "{ helpRequest(id: \"1\") { id } }"),
        Program("an id of another kind of thing by variable", "GRAPHQL_VALIDATION_FAILED", "", "query($id: VolunteerId!) { helpRequest(id: $id) { id } }", """{"id":"01938b1c-0000-7000-8000-000000000000"}"""),
        Program("no document", "GRAPHQL_VALIDATION_FAILED", "", ""),
        Program("a broken document", "GRAPHQL_PARSE_FAILED", "", "{ me { signedIn }"),
        Program("a NUL in the document", "GRAPHQL_PARSE_FAILED", "", "{ me { \0 signedIn } }"),
        Program("fifty levels", "QUERY_TOO_DEEP", "Depth of nested fields: the limit is 12", Deep(50)),
        Program("two hundred brackets", "DOCUMENT_TOO_NESTED", "Brackets within brackets: the limit is 64", Deep(200)),
        Program("an alias bomb", "TOO_MANY_ALIASES", "Aliases in a document: the limit is 30", "{ " + string.Join(' ', Enumerable.Range(0, 100).Select(i => $"a{i}: me {{ signedIn }}")) + " }"),
        Program("a hundred root fields", "TOO_MANY_ROOT_FIELDS", "Root fields of an operation: the limit is 20", "{ " + string.Join(' ', Enumerable.Repeat("me { signedIn }", 100)) + " }"),
        Program("ten thousand tokens", "TOO_MANY_TOKENS", "Tokens in a document: the limit is 1000", "{ " + string.Concat(Enumerable.Repeat("me ", 10_000)) + " }"),
        Program("a hundred kilobytes of document", "DOCUMENT_TOO_LONG", "Characters in a document: the limit is 32768", Ask(sentence: $"\"{new string('a', 100_000)}\"")),
        Program("a hundred directives", "TOO_MANY_DIRECTIVES", "Directives in a document: the limit is 50", "{ me " + string.Concat(Enumerable.Repeat("@include(if: true) ", 100)) + " { signedIn } }"),
        Program("pages within pages", "QUERY_TOO_COMPLEX", "Complexity", "{ helpRequests(first: 100) { nodes { offers { request { offers { code } } } } } }"),
        Program("three searches through one's refusals", "QUERY_TOO_COMPLEX", "Complexity", "{ a: whyNotMe { because } b: whyNotMe { because } c: whyNotMe { because } }"),
        Program("three readings of the whole chain", "QUERY_TOO_COMPLEX", "Complexity", "{ a: firstBrokenDecision b: firstBrokenDecision c: firstBrokenDecision }"),
        Program("introspection", "INTROSPECTION_DISABLED", "Introspection is disabled", "{ __schema { types { name } } }"),
        Program("introspection of one type", "INTROSPECTION_DISABLED", "Introspection is disabled", "{ __type(name: \"Volunteer\") { fields { name } } }"),
        Program("a fragment within itself", "GRAPHQL_VALIDATION_FAILED", "", "{ ...F } fragment F on Query { me { signedIn } ...F }"),
        Row("a huge page", "INVALID_PAGE", null, "Une page a de 1 à 100 éléments.", "A page has 1 to 100 items.", "{ associations(first: 1000000) { nodes { id } } }"),
        Row("an empty page", "INVALID_PAGE", null, "Une page a de 1 à 100 éléments.", "A page has 1 to 100 items.", "{ helpRequests(first: 0) { nodes { id } } }"),
        Row("a negative page", "INVALID_PAGE", null, "Une page a de 1 à 100 éléments.", "A page has 1 to 100 items.", "{ messages(first: -1) { nodes { id } } }"),
        Row("a bad cursor", "INVALID_CURSOR", null, "Ce curseur n'est pas valable.", "This cursor is not valid.", "{ offers(after: \"not a cursor!\") { nodes { id } } }"),
        Row("a cursor of something else", "INVALID_CURSOR", null, "Ce curseur n'est pas valable.", "This cursor is not valid.", "{ visits(after: \"YWJj\") { nodes { id } } }"),
        Row("half a surrogate pair as cursor", "INVALID_CURSOR", null, "Ce curseur n'est pas valable.", "This cursor is not valid.", "{ volunteers(after: \"\\ud800\") { nodes { id } } }"),
    ];

    private static IEnumerable<(string Name, BadRow Row)> People()
    {
        const string Fr = "Ce numéro n'est pas complet, ou il n'est pas de France ou d'outre-mer.", En = "This number is not complete, or it is not of France or its overseas.";
        foreach (var (name, phone) in new[]
        {
            ("no number", "pas de téléphone"), ("an empty number", ""), ("a foreign number", "+32 470 12 34 56"), ("a number that is too short", "06 12 34"),
            ("a number that is too long", "06 12 34 56 78 9"), ("a premium number", "08 99 12 34 56"), ("a number with NUL", "06 12 34 56 78\\u0000"), ("a number with letters", "06 12 34 56 7x"),
        })
        {
            yield return Row($"{name} of a volunteer", "INVALID_PHONE", "phone", Fr, En, SignUp(phone: $"\"{phone}\""));
            yield return Row($"{name} of a resident", "INVALID_PHONE", "resident.phone", Fr, En, Ask($$"""firstName: "Jeanne", phone: "{{phone}}", address: { text: "75017 Paris" }"""));
        }
        yield return Row("a landline of a volunteer", "MOBILE_NEEDED", "phone", "Ce numéro ne reçoit pas de SMS.", "This number receives no SMS.", SignUp(phone: "\"01 99 00 12 34\""));
        yield return Row("a landline of a relative", "MOBILE_NEEDED", "resident.relative.phone", "Ce numéro ne reçoit pas de SMS.", "This number receives no SMS.",
            Ask("""firstName: "Jeanne", phone: "+33639985000", address: { text: "75017 Paris" }, relative: { firstName: "Paul", phone: "01 99 00 12 34" }"""));
        yield return Row("a landline to sign in", "MOBILE_NEEDED", "phone", "Ce numéro ne reçoit pas de SMS.", "This number receives no SMS.",
            "mutation { requestSignInCode(input: { phone: \"01 99 00 12 34\" }) { errors { code message field } } }", caller: Caller.Nobody);
        yield return Row("a volunteer who is there already", "ALREADY_REGISTERED", "phone", "Ce numéro ou cet e-mail est déjà inscrit.", "This number or e-mail address is already registered.", SignUp(phone: "\"+33639981001\""));
        yield return Row("a login with NUL", "WRONG_PASSWORD", null, "Identifiant ou mot de passe faux.", "Wrong login or password.", SignIn("x\\u0000@example.org"), caller: Caller.Nobody);
        yield return Row("half a surrogate pair as login", "WRONG_PASSWORD", null, "Identifiant ou mot de passe faux.", "Wrong login or password.", SignIn("\\ud83d@example.org"), caller: Caller.Nobody);
        yield return Row("a wrong code", "WRONG_CODE", "code", "Ce code n'est pas le bon, ou il est trop ancien.", "This is not the code, or it is too old.",
            "mutation { signInWithCode(input: { phone: \"+33639985999\", code: \"000000\" }) { errors { code message field } } }", caller: Caller.Nobody);
        yield return Row("a common password", "WEAK_PASSWORD", "newPassword", "Choisissez un mot de passe d'au moins 12 caractères", "Choose a password of at least 12 characters",
            "mutation { setPassword(input: { newPassword: \"motdepasse\" }) { errors { code message field } } }");
    }

    private static string SignIn(string login) => $$"""mutation { signInWithPassword(input: { login: "{{login}}", password: "une-phrase-de-passe" }) { errors { code message field } } }""";

    private static IEnumerable<(string Name, BadRow Row)> Addresses()
    {
        static string At(string address) => Ask($$"""firstName: "Jeanne", phone: "+33639985000", address: {{address}}""");
        const string AbroadFr = "Cette adresse n'est pas en France.", AbroadEn = "This address is not in France.";
        const string PointFr = "Latitude de -90 à 90", PointEn = "Latitude is -90 to 90";
        return
        [
            Row("an address in Belgium", "ADDRESS_ABROAD", "resident.address", AbroadFr, AbroadEn, At("""{ text: "Grand-Place 1, 1000 Bruxelles, Belgique" }""")),
            Row("a point in the ocean", "ADDRESS_ABROAD", "resident.address", AbroadFr, AbroadEn, At("{ latitude: 47.0, longitude: -20.0 }")),
            Row("the Gulf of Guinea", "ADDRESS_ABROAD", "resident.address", AbroadFr, AbroadEn, At("{ latitude: 0, longitude: 0 }")),
            Row("latitude and longitude swapped", "ADDRESS_ABROAD", "resident.address", AbroadFr, AbroadEn, At("{ latitude: 2.3072, longitude: 48.8876 }")),
            Row("an address that is not there", "ADDRESS_NOT_FOUND", "resident.address", "Adresse introuvable.", "Address not found.", At("""{ text: "12 rue du Moulin, 59600 Maubeuje" }"""), suggestion: "Maubeuge"),
            Row("an address elsewhere", "OUTSIDE_TERRITORY", "resident.address", "Cette adresse est hors du territoire", "This address is outside", At("""{ text: "59600 Maubeuge" }""")),
            Row("a zero where the number should be", "ADDRESS_NOT_FOUND", "resident.address", "Adresse introuvable.", "Address not found.", At("""{ text: "Paris 0 s" }""")),
            Row("a volunteer's address elsewhere", "OUTSIDE_TERRITORY", "address", "Cette adresse est hors du territoire", "This address is outside", SignUp(address: """{ text: "59600 Maubeuge" }""")),
            Row("no address", "INVALID_TEXT", "resident.address.text", "Ce texte doit avoir de 3 à 200 caractères", "This text must have 3 to 200 characters", At("{}")),
            Row("half a point", "INVALID_COORDINATES", "resident.address.longitude", PointFr, PointEn, At("{ latitude: 48.9 }")),
            Row("beyond the pole", "INVALID_COORDINATES", "resident.address.latitude", PointFr, PointEn, At("{ latitude: 90.5, longitude: 2 }")),
            Row("round the world", "INVALID_COORDINATES", "resident.address.latitude", PointFr, PointEn, At("{ latitude: 48, longitude: -181 }")),
            Program("not a number", "GRAPHQL_VALIDATION_FAILED", "", At("{ latitude: NaN, longitude: 2 }")),
            Program("not a number, as text", "GRAPHQL_VALIDATION_FAILED", "", Ask("firstName: \"Jeanne\", phone: \"+33639985000\", address: $a", head: "mutation($a: AddressInput!)"), """{"a":{"latitude":"NaN","longitude":2}}"""),
            Program("infinity", "GRAPHQL_VALIDATION_FAILED", "", At("{ latitude: 1e999, longitude: 2 }")),
            Row("a territory beyond the pole", "INVALID_COORDINATES", "territory.latitude", PointFr, PointEn, Association(", territory: { latitude: 91, longitude: 2, radiusMetres: 5000 }"), caller: Caller.Administrator),
            Row("no territory", "INVALID_TERRITORY", "territory", "Un territoire a un centre et un rayon", "A territory has a centre and a radius", Association(", territory: {}"), caller: Caller.Administrator),
            Row("a territory as big as Europe", "INVALID_TERRITORY", "territory", "Un territoire a un centre et un rayon", "A territory has a centre and a radius", Association(", territory: { latitude: 48, longitude: 2, radiusMetres: 1000000000 }"), caller: Caller.Administrator),
            Row("a commune that is none", "INVALID_TERRITORY", "territory.communeCodes", "Un territoire a un centre et un rayon", "A territory has a centre and a radius", Association(", territory: { communeCodes: [\"Paris 17\"] }"), caller: Caller.Administrator),
            Row("an unknown time zone", "UNKNOWN_TIME_ZONE", "timeZone", "Fuseau horaire inconnu.", "Unknown time zone.", Association(", territory: { communeCodes: [\"75117\"] }, timeZone: \"Europe/Neverland\""), caller: Caller.Administrator),
            Row("an unknown language", "UNKNOWN_LANGUAGE", "language", "Langue inconnue.", "Unknown language.", Ask(extra: ", language: \"klingon\"")),
            Row("a volunteer's unknown language", "UNKNOWN_LANGUAGE", "languages", "Langue inconnue.", "Unknown language.", SignUp(languages: "[\"fr\", \"FR\"]")),
        ];
    }

    private static IEnumerable<(string Name, BadRow Row)> Times()
    {
        static string At(string start, string end) => Ask(windows: $$"""[{ start: "{{start}}", end: "{{end}}" }]""");
        const string SlotFr = "Un créneau finit après son début", SlotEn = "A slot ends after it starts";
        return
        [
            Row("last week", "SLOT_IN_THE_PAST", "windows.0.start", "Ce créneau est passé ou trop proche. Proposez un créneau à partir de 2026-11-24 12:00Z.", "This slot is past or too near. Propose one from 2026-11-24 12:00Z on.", At("2026-11-17T14:00:00+01:00", "2026-11-17T18:00:00+01:00")),
            Row("in an hour", "SLOT_IN_THE_PAST", "windows.0.start", "Ce créneau est passé ou trop proche.", "This slot is past or too near.", At("2026-11-24T11:00:00+01:00", "2026-11-24T12:00:00+01:00")),
            Row("in a year", "SLOT_TOO_FAR_AHEAD", "windows.0.start", "Ce créneau est trop loin. Proposez un créneau dans les 90 jours.", "This slot is too far ahead. Propose one within 90 days.", At("2027-11-27T14:00:00+01:00", "2027-11-27T18:00:00+01:00")),
            Row("in nine hundred years", "SLOT_TOO_FAR_AHEAD", "windows.0.end", "Ce créneau est trop loin. Proposez un créneau dans les 90 jours.", "This slot is too far ahead. Propose one within 90 days.", At("2026-11-27T14:00:00+01:00", "2900-01-01T00:00:00Z")),
            Row("until the end of time", "SLOT_TOO_FAR_AHEAD", "windows.0.end", "Ce créneau est trop loin.", "This slot is too far ahead.", At("2026-11-27T14:00:00+01:00", "9998-12-31T23:59:59Z")),
            Row("from the beginning of time", "SLOT_IN_THE_PAST", "windows.0.start", "Ce créneau est passé ou trop proche.", "This slot is past or too near.", At("-9990-01-01T00:00:00Z", "2026-11-27T18:00:00+01:00")),
            Row("since Sunday", "SLOT_IN_THE_PAST", "windows.0.start", "Ce créneau est passé ou trop proche.", "This slot is past or too near.", At("2026-11-22T14:00:00+01:00", "2026-11-27T18:00:00+01:00")),
            Row("six weeks long", "SLOT_TOO_LONG", "windows.0.end", "Ce créneau est trop long. Proposez plusieurs créneaux de 31 jours au plus.", "This slot is too long. Propose several of at most 31 days.", At("2026-11-27T14:00:00+01:00", "2027-01-08T14:00:00+01:00")),
            Row("ending before it starts", "INVALID_SLOT", "windows.0.end", SlotFr, SlotEn, At("2026-11-27T18:00:00+01:00", "2026-11-27T14:00:00+01:00")),
            Row("ten minutes", "INVALID_SLOT", "windows.0.end", SlotFr, SlotEn, At("2026-11-27T14:00:00+01:00", "2026-11-27T14:10:00+01:00")),
            Program("no offset", "GRAPHQL_VALIDATION_FAILED", "", At("2026-11-27T14:00:00", "2026-11-27T18:00:00")),
            Program("a day that is none", "GRAPHQL_VALIDATION_FAILED", "", At("2026-02-30T14:00:00+01:00", "2026-11-27T18:00:00+01:00")),
            Program("the end of time", "GRAPHQL_VALIDATION_FAILED", "", At("2026-11-27T14:00:00+01:00", "9999-12-31T23:59:59-18:00")),
            Program("the beginning of time", "GRAPHQL_VALIDATION_FAILED", "", At("-9998-01-01T00:00:00+18:00", "2026-11-27T18:00:00+01:00")),
            Row("a window of seven thousand years", "SLOT_TOO_FAR_AHEAD", "windows.0.start", "Ce créneau est trop loin.", "This slot is too far ahead.", At("2500-11-27T14:00:00+01:00", "9998-12-31T23:59:59-18:00")),
            Row("an evening before its morning", "INVALID_SLOT", "availability.0.end", SlotFr, SlotEn, SignUp(availability: """[{ day: MONDAY, start: "18:00", end: "09:00" }]""")),
            Program("25 o'clock", "GRAPHQL_VALIDATION_FAILED", "", SignUp(availability: """[{ day: MONDAY, start: "09:00", end: "25:00" }]""")),
            Program("an eighth day", "GRAPHQL_VALIDATION_FAILED", "", SignUp(availability: """[{ day: NONE, start: "09:00", end: "12:00" }]""")),
        ];
    }

    private static IEnumerable<(string Name, BadRow Row)> Numbers()
    {
        foreach (var minutes in new[] { "0", "45", "10000", "-30", "2147483647" })
        {
            yield return Row($"a visit of {minutes} minutes", "INVALID_MINUTES", "minutes", "Durée hors limites : 30, 60.", "Minutes out of bounds: 30, 60.", Ask(minutes: minutes));
            if (minutes != "45")
                yield return Row($"{minutes} minutes a month", "INVALID_MINUTES", "minutesPerMonth", "Durée hors limites : 30-600.", "Minutes out of bounds: 30-600.", SignUp(minutes: minutes));
        }
        foreach (var metres in new[] { "0", "-1", "1000000000" })
            yield return Row($"going {metres} metres", "INVALID_DISTANCE", "maxDistanceMetres", "La distance va de 100 à 100000 mètres.", "The distance is 100 to 100000 metres.", SignUp(distance: metres));
        yield return Program("more minutes than an integer holds", "GRAPHQL_VALIDATION_FAILED", "", Ask(minutes: "99999999999"));
        yield return Program("half a minute", "GRAPHQL_VALIDATION_FAILED", "", Ask(minutes: "30.5"));
        yield return Program("minutes as text", "GRAPHQL_VALIDATION_FAILED", "", Ask(minutes: "\"30\""));
        yield return Row("a wave of a thousand", "INVALID_POLICY", "policy.waveSize", "Réglage hors limites : waveSize va de 1 à 200.", "Setting out of bounds: waveSize is 1 to 200.",
            "mutation { changePolicy(input: { waveSize: 1000 }) { errors { code message field } } }");
    }

    private static IEnumerable<(string Name, BadRow Row)> Texts()
    {
        foreach (var (name, json) in new (string, string)[]
        {
            ("an empty sentence", ""), ("blanks", "          "), ("two letters", "ab"), ("a hundred kilobytes", new string('a', 100_000)), ("301 letters", new string('é', 301)),
            ("HTML", "<script>alert(1)</script>"), ("a control character", "aide\\u0007moi"), ("an escape", "\\u001b[2Jaide"), ("two lines", "une\\nautre"), ("a line separator", "une\\u2028autre"),
            ("bidi override", "aide \\u202egro.elpmaxe"), ("a bidi isolate", "aide \\u2067moi"), ("a zero-width space", "ai\\u200bde"), ("a byte order mark", "ai\\ufeffde"),
            ("a soft hyphen", "ai\\u00adde"), ("a word joiner", "ai\\u2060de"), ("a tag", "aide\\udb40\\udc41"), ("only joiners", "\\u200d\\u200d\\u200d\\u200d"),
            ("NUL", "aide\\u0000moi"), ("broken text", "aide\\ufffdmoi"), ("private use", "aide\\ue000"), ("a noncharacter", "aide\\uffff"),
        })
            yield return Row($"{name} as sentence", "INVALID_TEXT", "sentence", Text300Fr, Text300En, Ask(sentence: "$s", head: "mutation($s: String!)"), $$"""{"s":"{{json}}"}""");
        yield return Program("half a surrogate pair by variable", "BAD_REQUEST", "\"variables\" holds a value that cannot be read", Ask(sentence: "$s", head: "mutation($s: String!)"), """{"s":"aide\ud83d"}""");
        yield return Row("half a surrogate pair in the document", "INVALID_TEXT", "sentence", Text300Fr, Text300En, Ask(sentence: "\"aide \\ud83d moi\""));
        yield return Row("a name of markup", "INVALID_TEXT", "resident.firstName", "Ce texte doit avoir de 1 à 40 caractères", "This text must have 1 to 40 characters", Ask("""firstName: "<b>Jeanne</b>", phone: "+33639985000", address: { text: "75017 Paris" }"""));
        yield return Row("a name of 41 letters", "INVALID_TEXT", "firstName", "Ce texte doit avoir de 1 à 40 caractères", "This text must have 1 to 40 characters", SignUp(firstName: $"\"{new string('a', 41)}\""));
        yield return Row("a meeting point that hides", "INVALID_TEXT", "meetingPoint", "Ce texte doit avoir de 1 à 80 caractères", "This text must have 1 to 80 characters", Ask(extra: ", meetingPoint: \"place \\u202e\""));
        yield return Row("an address with NUL", "INVALID_TEXT", "resident.address.text", "Ce texte doit avoir de 3 à 200 caractères", "This text must have 3 to 200 characters", Ask("""firstName: "Jeanne", phone: "+33639985000", address: { text: "75017\u0000 Paris" }"""));
    }

    private static IEnumerable<(string Name, BadRow Row)> Lists()
    {
        static string Many(string item) => $"[{string.Join(',', Enumerable.Repeat(item, 1_000))}]";
        static (string, BadRow) Refused(string name, string field, int least, int most, string document, string variables = "{}") =>
            Row(name, "INVALID_LIST", field, $"Donnez de {least} à {most} éléments, sans répétition.", $"Give {least} to {most} items, each once.", document, variables);
        return
        [
            Refused("no way to meet", "modes", 1, 3, Ask(modes: "[]")),
            Refused("the same way to meet twice", "modes", 1, 3, Ask(modes: "[AT_HOME, AT_HOME]")),
            Refused("no time", "windows", 1, 20, Ask(windows: "[]")),
            Refused("a thousand times", "windows", 1, 20, Ask(windows: "$w", head: "mutation($w: [TimeWindowInput!]!)"), $$"""{"w":{{Many("""{"start":"2026-11-27T14:00:00+01:00","end":"2026-11-27T18:00:00+01:00"}""")}}}"""),
            Refused("the same time twice", "windows", 1, 20, Ask(windows: "$w", head: "mutation($w: [TimeWindowInput!]!)"), $$"""{"w":[{{string.Join(',', Enumerable.Repeat("""{"start":"2026-11-27T14:00:00+01:00","end":"2026-11-27T18:00:00+01:00"}""", 2))}}]}"""),
            Refused("nothing to help with", "categories", 1, 19, SignUp(categories: "[]")),
            Refused("a thousand things to help with", "categories", 1, 19, SignUp(categories: "$c", head: "mutation($c: [HelpCategory!]!)"), $$"""{"c":{{Many("\"EMAIL\"")}}}"""),
            Refused("no language", "languages", 1, 10, SignUp(languages: "[]")),
            Refused("a thousand languages", "languages", 1, 10, SignUp(languages: "$l", head: "mutation($l: [String!])"), $$"""{"l":{{Many("\"fr\"")}}}"""),
            Refused("no hour of the week", "availability", 1, 50, SignUp(availability: "[]")),
            Refused("the same constraint twice", "constraints", 0, 3, Ask(extra: ", constraints: [STEP_FREE, STEP_FREE]")),
            Program("a list of nothing", "GRAPHQL_VALIDATION_FAILED", "", Ask(modes: "[null]")),
        ];
    }

    private static IEnumerable<(string Name, BadRow Row)> Callers()
    {
        const string NobodyFr = "Connectez-vous d'abord.", NobodyEn = "Sign in first.";
        const string ForbiddenFr = "Votre compte ne permet pas de faire cela.", ForbiddenEn = "Your account may not do this.";
        return
        [
            Row("asking without signing in", "UNAUTHENTICATED", null, NobodyFr, NobodyEn, Ask(), caller: Caller.Nobody),
            Row("reading messages without signing in", "UNAUTHENTICATED", null, NobodyFr, NobodyEn, "{ messages { nodes { body } } }", caller: Caller.Nobody),
            Row("vouching as a resident", "FORBIDDEN", null, ForbiddenFr, ForbiddenEn, """mutation { vouchForVolunteer(input: { volunteerId: "$VOLUNTEER" }) { errors { code message field } } }""", caller: Caller.Resident),
            Row("writing somebody else down as a resident", "FORBIDDEN", "phone", ForbiddenFr, ForbiddenEn, SignUp(), caller: Caller.Resident),
            Row("somebody else's volunteer", "NOT_FOUND", "volunteerId", "Introuvable. Vérifiez l'identifiant.", "Not found. Check the id.", """mutation { pauseVolunteer(volunteerId: "$VOLUNTEER") { errors { code message field } } }""", caller: Caller.Resident),
            Row("somebody else's volunteer, moved abroad", "NOT_FOUND", "volunteerId", "Introuvable. Vérifiez l'identifiant.", "Not found. Check the id.", """mutation { updateVolunteer(input: { volunteerId: "$VOLUNTEER", address: { latitude: 0, longitude: 0 } }) { errors { code message field } } }""", caller: Caller.Resident),
            Row("an association that is not there", "NOT_FOUND", "associationId", "Introuvable. Vérifiez l'identifiant.", "Not found. Check the id.", Ask(extra: ", associationId: \"01938b1c-0000-7000-8000-000000000000\""), caller: Caller.Resident),
            Row("creating an association as a coordinator", "FORBIDDEN", null, ForbiddenFr, ForbiddenEn, Association(", territory: {}")),
        ];
    }

    private static IEnumerable<(string Name, BadRow Row)> Switches()
    {
        static string Stop(string reason) => $$"""mutation { stopSms(input: { reason: "{{reason}}" }) { errors { code message field } } }""";
        const string ReasonFr = "Ce texte doit avoir de 3 à 200 caractères", ReasonEn = "This text must have 3 to 200 characters";
        const string DateFr = "Cette date n'est pas possible.", DateEn = "This date is not possible.";
        return
        [
            Row("stopping without a reason", "INVALID_TEXT", "reason", ReasonFr, ReasonEn, Stop("")),
            Row("stopping for two letters", "INVALID_TEXT", "reason", ReasonFr, ReasonEn, Stop("ab")),
            Row("stopping for 201 letters", "INVALID_TEXT", "reason", ReasonFr, ReasonEn, Stop(new string('é', 201)), caller: Caller.Administrator),
            Row("stopping for markup", "INVALID_TEXT", "reason", ReasonFr, ReasonEn, Stop("<b>erreur</b>")),
            Row("stopping an association that is not there", "NOT_FOUND", "associationId", "Introuvable. Vérifiez l'identifiant.", "Not found. Check the id.",
                """mutation { stopSms(input: { reason: "pour voir", associationId: "01938b1c-0000-7000-8000-000000000000" }) { errors { code message field } } }""", caller: Caller.Administrator),
            Row("a conversation that ends before it begins", "INVALID_DATE", null, DateFr, DateEn, """{ conversation(from: "2026-11-02", to: "2026-11-01") { lines { written } } }"""),
            Row("a conversation of fourteen months", "INVALID_DATE", null, DateFr, DateEn, """{ conversation(from: "2025-10-31", to: "2026-11-01") { lines { written } } }"""),
            Row("a conversation since the beginning of time", "INVALID_DATE", null, DateFr, DateEn, """{ conversation(from: "0001-01-01") { lines { written } } }"""),
            Row("an administrator's conversation with nobody", "FORBIDDEN", null, "Votre compte ne permet pas de faire cela.", "Your account may not do this.", "{ conversation { lines { written } } }", caller: Caller.Administrator),
            Row("a thousand tasks", "INVALID_PAGE", null, "Une page a de 1 à 100 éléments.", "A page has 1 to 100 items.", "{ needsPerson { items(first: 1000) { reason } } }"),
            Row("no tasks", "INVALID_PAGE", null, "Une page a de 1 à 100 éléments.", "A page has 1 to 100 items.", "{ needsPerson { items(first: 0) { reason } } }"),
        ];
    }

    private static string Deep(int levels) =>
        "{ helpRequests(first: 1) { nodes { " + string.Concat(Enumerable.Repeat("offers { request { ", levels / 2)) + "id" + string.Concat(Enumerable.Repeat(" } }", levels / 2)) + " } } }";
}
