using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CyberVoisins.Core.Matching;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.Matching.Equity;
using CyberVoisins.Core.Matching.Explanations;
using CyberVoisins.Core.Matching.Plan;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Audits;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Rulesets;

/// <summary>
/// The page /regles: how the matching decides, for whoever wants to know, before it decides about them. Made from the rules
/// themselves, so that it cannot say anything else than what is done. Plain HTML without a cookie; its script moves a slider over lines that are there without it.
/// </summary>
internal static class RulesPage
{
    private static readonly string Policy = $"default-src 'none'; script-src 'self'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string ScriptPath = "/regles/curseur.js";

    public static void MapRulesPage(this WebApplication app)
    {
        app.MapGet(ScriptPath, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Text(Script, "text/javascript; charset=utf-8");
        });
        MapPage(app);
    }

    private static void MapPage(WebApplication app) => app.MapGet("/regles", async (HttpContext http, AppDb db, Reader reader, Explanation explanation, FairnessOfAMonth fairness, CancellationToken cancel) =>
    {
        var associations = await db.Associations.AsNoTracking().OrderBy(a => a.Name).ToListAsync(cancel);
        var last = await db.Rulesets.AsNoTracking().Where(r => !db.Rulesets.Any(later => later.AssociationId == r.AssociationId && later.Version > r.Version)).ToDictionaryAsync(r => r.AssociationId, cancel);
        List<(Association, Ruleset)> voted = [.. associations.Select(a => (a, last.GetValueOrDefault(a.Id) ?? Ruleset.Default(a.Id, a.CreatedAt)))];
        List<(Association, MonthsFairness)> months = [];
        foreach (var association in associations) months.Add((association, await fairness.Of(association, cancel)));
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.Vary = "Accept-Language";
        return Results.Content(new Writer(reader.Culture, explanation).Page(voted, months), "text/html; charset=utf-8");
    });

    private sealed class Writer(CultureInfo culture, Explanation explanation)
    {
        private readonly StringBuilder _html = new();

        public string Page(IReadOnlyList<(Association Association, Ruleset Rules)> voted, IReadOnlyList<(Association Association, MonthsFairness Month)> months)
        {
            Raw($"""
                <!doctype html>
                <html lang="{culture.TwoLetterISOLanguageName}">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{Say("PAGE_TITLE")}</title>
                <link rel="icon" href="data:,">
                <style>{Style}</style>
                <script src="{ScriptPath}" defer></script>
                </head>
                <body>
                <main>
                """);
            var other = culture.TwoLetterISOLanguageName == "en" ? "fr" : "en";
            Raw($"<nav aria-label=\"CyberVoisins\"><a href=\"/aide\">{Encode(Say("PAGE_NAV_AIDE"))}</a> <a href=\"/association\">{Encode(Say("PAGE_NAV_ASSOCIATION"))}</a> <a href=\"/regles?langue={other}\" lang=\"{other}\" hreflang=\"{other}\">{Encode(Say("PAGE_NAV_LANGUAGE"))}</a></nav>");
            Tag("h1", Say("PAGE_TITLE"));
            Paragraphs("PAGE_INTRODUCTION");
            Section("PAGE_WHO_MAY", "qui", () => List("ol", Rules.All.Select(r => explanation.Rule(r.Rule))));
            Section("PAGE_WHO_FIRST", "ordre", PointsByHand);
            Slider();
            Section("PAGE_NOT_USED", "non-utilise", () => List("ul", DataCatalogue.NotUsed.Select(n => Say($"NOT_USED_{n.ToUpperInvariant().Replace(' ', '_')}"))));
            Section("PAGE_ONE_AT_A_TIME", "demande", null);
            Section("PAGE_ROTATION", "rotation", () => List("ul", voted.Select(v => v.Association.Policy.RotationLimit is { } limit ? Say("PAGE_ROTATION_LIMIT", v.Association.Name, limit) : Say("PAGE_ROTATION_NONE", v.Association.Name))));
            Section("PAGE_EQUITY", "equite", null);
            Section("PAGE_PLAN", "plan", null);
            Section("PAGE_CONTEST", "contester", () => Contacts(voted.Select(v => v.Association)));
            Section("PAGE_VOTES", "votes", () => Votes(voted));
            Section("PAGE_FAIRNESS", "mois-passe", () => Fairness(months));
            Raw("</main></body></html>");
            return _html.ToString();
        }

        /// <summary>A made-up case, counted by the same code as everybody's.</summary>
        private void PointsByHand()
        {
            var points = Points.Of(new(Metres: 800, LimitMetres: 10_000, RestDays: 12, MinutesLeft: 30, MinutesPerMonth: 60, Slots: 2, ExpectedMinutes: 20, SpeaksTheirLanguage: true, VisitsTogether: 1), RankingWeights.Default);
            Tag("p", Say("PAGE_EXAMPLE"));
            Raw($"<table><caption>{Encode(Say("PAGE_EXAMPLE_CAPTION"))}</caption><thead><tr><th scope=\"col\">{Encode(Say("PAGE_CRITERION"))}</th><th scope=\"col\">{Encode(Say("PAGE_SUM"))}</th><th scope=\"col\">{Encode(Say("PAGE_POINTS"))}</th></tr></thead><tbody>");
            foreach (var line in points.Lines)
                Raw($"<tr><th scope=\"row\">{Encode(Say($"POINTS_{line.Criterion.UpperSnake()}"))}</th><td>{line.Weight} × {line.Part} ÷ {line.Whole}</td><td>{line.Points}</td></tr>");
            Raw($"</tbody><tfoot><tr><th scope=\"row\" colspan=\"2\">{Encode(Say("PAGE_TOTAL"))}</th><td>{points.Total}</td></tr></tfoot></table>");
        }

        /// <summary>Each position of the slider is a line of a table: without a script the whole table is read, with one the line that was chosen.</summary>
        private void Slider()
        {
            var (near, rested, worth) = (RulesExample.Near, RulesExample.Rested, RankingWeights.Default.Distance);
            Raw($"<section aria-labelledby=\"curseur-titre\"><h3 id=\"curseur-titre\">{Encode(Say("PAGE_SLIDER"))}</h3>");
            foreach (var paragraph in Say("PAGE_SLIDER_TEXT", near.Metres, near.RestDays, near.MinutesLeft, near.MinutesPerMonth, rested.Metres).Split(" | ")) Tag("p", paragraph);
            Raw($"<div id=\"curseur-boite\" hidden><label for=\"curseur\">{Encode(Say("PAGE_SLIDER_LABEL"))}</label><input type=\"range\" id=\"curseur\" min=\"0\" max=\"{RankingWeights.Maximum}\" step=\"10\" value=\"{worth}\" autocomplete=\"off\"><p><output for=\"curseur\" id=\"curseur-dit\"></output></p></div>");
            Raw($"<table><caption>{Encode(Say("PAGE_SLIDER_CAPTION"))}</caption><thead><tr><th scope=\"col\">{Encode(Say("PAGE_SLIDER_WORTH"))}</th><th scope=\"col\">Léa</th><th scope=\"col\">Marc</th><th scope=\"col\">{Encode(Say("PAGE_SLIDER_FIRST"))}</th></tr></thead><tbody id=\"curseur-lignes\">");
            foreach (var step in RulesExample.Steps)
            {
                var said = Say(step.NearFirst switch { true => "PAGE_SLIDER_LEA", false => "PAGE_SLIDER_MARC", null => "PAGE_SLIDER_DRAW" }, step.Worth, step.Near.Total, step.Rested.Total);
                Raw($"<tr data-dit=\"{Encode(said)}\"><th scope=\"row\">{Encode(step.Worth == worth ? Say("PAGE_SLIDER_DEFAULT", step.Worth) : $"{step.Worth}")}</th><td>{step.Near.Total}</td><td>{step.Rested.Total}</td><td>{step.NearFirst switch { true => "Léa", false => "Marc", null => "=" }}</td></tr>");
            }
            Raw("</tbody></table></section>");
        }

        private void Contacts(IEnumerable<Association> associations) => List("ul", associations.Select(a => $"{a.Name} : {Phones.Pretty(a.Phone)}"));

        private void Votes(IEnumerable<(Association Association, Ruleset Rules)> voted)
        {
            foreach (var (association, rules) in voted)
            {
                Raw($"<details><summary>{Encode(Say("PAGE_VOTE_OF", association.Name, rules.Version))}</summary>");
                Tag("p", rules.VotedBy is null ? Say("PAGE_NOT_VOTED") : Say("PAGE_VOTED", rules.VotedBy, rules.VotedOn!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), rules.Motive));
                List("ul",
                [
                    .. Weights(rules.Weights).Select(w => $"{Say($"POINTS_{w.Criterion.UpperSnake()}")} : {w.Points}"),
                    Equity(rules.Equity), .. Options(rules.Equity), Say($"DURATIONS_{rules.Durations.UpperSnake()}"),
                    .. rules.Equity.Warnings.Select(w => Say($"EQUITY_{w.UpperSnake()}")),
                ]);
                Raw($"<p><small>SHA-256 : <code>{rules.Hash}</code></small></p></details>");
            }
        }

        /// <summary>The same words as the association's own report, without its groups: those are for who looks into a gap.</summary>
        private void Fairness(IEnumerable<(Association Association, MonthsFairness Month)> months)
        {
            var words = new AuditWords(culture);
            foreach (var (association, (firstDay, report)) in months)
            {
                Tag("h3", Say("PAGE_FAIRNESS_OF", association.Name, firstDay.ToString("MMMM yyyy", culture)));
                if (report.Everybody is not { } all)
                {
                    Tag("p", words.Say("AUDIT_NOTHING"));
                    continue;
                }
                List("ul",
                [
                    words.Say("AUDIT_REQUESTS", all.Requests), words.Say("AUDIT_SERVED", words.Rate(all.ServedIn21Days)), .. all.Waits.Select(words.Wait), words.Say("AUDIT_WITHOUT_HELPER", words.Rate(all.WithoutHelper)),
                    .. report.WhiteZones.Select(zone => Say("PAGE_WHITE_ZONE", zone.Commune, zone.Requests)),
                    .. report.Helpers is { } helpers ? Helpers(words, helpers) : [],
                    .. report.Disparities.Select(gap => Say("PAGE_GAP", words.Dimension(gap.Dimension), words.Group(gap.Dimension, gap.Group), words.Gap(gap.Gap!))),
                ]);
                if (!report.Disparities.Any()) Tag("p", words.Say("AUDIT_NO_DISPARITY"));
            }
        }

        private static IEnumerable<string> Helpers(AuditWords words, HelperFigures helpers)
        {
            yield return words.Say("AUDIT_HELPER_COUNT", helpers.Helpers, helpers.MeanOffers is { } offers ? words.Number(offers, "0.0") : "–");
            yield return words.Say("AUDIT_NEVER_ASKED", words.Rate(helpers.NeverAsked));
        }

        private string Equity(EquityRule rule) => rule.HeadStart switch
        {
            HeadStart.Days days => Say("PAGE_HEAD_START", Enumerable.Range(0, NeedClass.Count).Select(n => (object)days[new NeedClass(n)]).ToArray()),
            _ => Say("PAGE_STRICT"),
        };

        /// <summary>Only what was voted: nothing is said of an option that is not used.</summary>
        private IEnumerable<string> Options(EquityRule rule)
        {
            if (rule.Interleave is { } places) yield return Say("PAGE_INTERLEAVE", places);
            if (rule.WhiteZones is { } zones) yield return Say("PAGE_WHITE_ZONES", zones.Days, zones.FewerHelpersThan);
            if (rule.TravelCapMetres is { } metres) yield return Say("PAGE_TRAVEL_CAP", explanation.Kilometres(metres));
        }

        private static IEnumerable<(Criterion Criterion, int Points)> Weights(RankingWeights w) =>
        [
            (Criterion.Distance, w.Distance), (Criterion.Rest, w.Rest), (Criterion.Minutes, w.Minutes), (Criterion.Slots, w.Slots),
            (Criterion.Spare, w.Spare), (Criterion.Language, w.Language), (Criterion.Rotation, -w.Rotation),
        ];

        private void Section(string key, string anchor, Action? content)
        {
            Raw($"<section aria-labelledby=\"{anchor}\"><h2 id=\"{anchor}\">{Encode(Say(key))}</h2>");
            Paragraphs($"{key}_TEXT");
            content?.Invoke();
            Raw("</section>");
        }

        /// <summary>A text of several paragraphs, parted by " | ".</summary>
        private void Paragraphs(string key)
        {
            foreach (var paragraph in Say(key).Split(" | ")) Tag("p", paragraph);
        }

        private void List(string tag, IEnumerable<string> items)
        {
            Raw($"<{tag}>");
            foreach (var item in items) Tag("li", item);
            Raw($"</{tag}>");
        }

        private void Tag(string tag, string text) => Raw($"<{tag}>{Encode(text)}</{tag}>");
        private void Raw(string html) => _html.Append(html);
        private static string Encode(string text) => WebUtility.HtmlEncode(text);
        private string Say(string key, params object?[] figures) => Labels.Say(culture, key, figures);
    }

    private const string Script = """
        // Reads out the line of the table at which the slider stands; every figure was counted by the service.
        const slider = document.getElementById('curseur');
        const rows = [...document.querySelectorAll('#curseur-lignes tr')];
        const show = () => {
          const at = Number(slider.value) / Number(slider.step);
          rows.forEach((row, i) => row.classList.toggle('ici', i === at));
          document.getElementById('curseur-dit').textContent = rows[at].dataset.dit;
          slider.setAttribute('aria-valuetext', rows[at].dataset.dit);
        };
        slider.addEventListener('input', show);
        document.getElementById('curseur-boite').hidden = false;
        show();
        """;

    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; }
        main { max-inline-size: 68ch; margin-inline: auto; padding: 1rem; overflow-wrap: anywhere; }
        nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; } nav a { min-block-size: 2.75rem; display: inline-flex; align-items: center; color: inherit; }
        h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.3rem; margin-block-start: 2rem; }
        table { border-collapse: collapse; inline-size: 100%; } caption { text-align: start; padding-block: .5rem; }
        th, td { text-align: start; border-block-end: 1px solid; padding: .4rem .3rem; vertical-align: top; font-weight: normal; }
        td { overflow-wrap: normal; } th { overflow-wrap: anywhere; hyphens: auto; } td:last-child { white-space: nowrap; }
        input[type=range] { inline-size: 100%; block-size: 2.75rem; margin: 0; } output { font-weight: bold; } label { font-weight: 600; } .ici { outline: 3px solid; outline-offset: -3px; } @media (max-width: 24rem) { table { font-size: 1rem; } }
        thead th, tfoot th, tfoot td { font-weight: bold; }
        summary { padding-block: .6rem; cursor: pointer; font-weight: 600; } :focus-visible { outline: 3px solid; outline-offset: 2px; }
        """;
}
