using System.Globalization;
using System.Net;
using System.Text;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Sheets;

/// <summary>A page of ours that may be printed on A4: its frame, its headers, and what it is written with. All that is a text is encoded here.</summary>
internal sealed class Paper(CultureInfo culture)
{
    public const string StylePath = "/association/feuilles/feuille.css";

    private const string Policy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly StringBuilder _html = new();

    public CultureInfo Culture => culture;

    public string Say(string key, params object?[] figures) => Labels.Say(culture, key, figures);

    /// <param name="kind">A class of the style: "screen", "sheet", "poster".</param>
    public IResult Answer(HttpContext http, string title, string kind, Action<Paper> body, Action<Paper>? more = null, int status = StatusCodes.Status200OK)
    {
        body(this);
        more?.Invoke(this);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        headers["X-Content-Type-Options"] = "nosniff";
        headers.Vary = "Accept-Language, Cookie";
        return Results.Content($"""
            <!doctype html>
            <html lang="{culture.TwoLetterISOLanguageName}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body class="{kind}">
            <main>
            {_html}</main>
            </body>
            </html>
            """, "text/html; charset=utf-8", null, status);
    }

    public void Heading(int level, string text) => Line($"<h{level}>{Encode(text)}</h{level}>");

    public void Paragraph(string text, string? kind = null) => Line($"<p{Class(kind)}>{Encode(text)}</p>");

    public void Numbered(IEnumerable<string> lines) => List("ol", lines);

    public void Bullets(IEnumerable<string> lines, string? kind = null) => List("ul", lines, kind);

    /// <summary>Names and what they are, in two columns.</summary>
    public void Facts(params (string Name, string? Value)[] facts)
    {
        Line("<dl>");
        foreach (var (name, value) in facts)
            if (value is not null) Line($"<div><dt>{Encode(name)}</dt><dd>{Encode(value)}</dd></div>");
        Line("</dl>");
    }

    public void Phone(PhoneNumber phone) => Line($"<p class=\"phone\"><a href=\"tel:{Encode(phone.E164)}\">{Encode(Phones.Pretty(phone))}</a></p>");

    public void Link(string path, string text) => Line($"<p><a href=\"{Encode(path)}\">{Encode(text)}</a></p>");

    /// <summary>On the screen only: what leads elsewhere is of no use on paper.</summary>
    public void Links(IEnumerable<(string Path, string Text)> links, string name)
    {
        Line($"<nav aria-label=\"{Encode(name)}\"><ul>");
        foreach (var (path, text) in links) Line($"<li><a href=\"{Encode(path)}\">{Encode(text)}</a></li>");
        Line("</ul></nav>");
    }

    /// <summary>Boxes to tick by hand.</summary>
    public void Boxes(IEnumerable<string> lines) => List("ul", lines.Select(l => $"☐ {l}"), "boxes");

    /// <summary>A line to write on, with what is to be written.</summary>
    public void ToFill(string what) => Line($"<p class=\"fill\"><span>{Encode(what)}</span></p>");

    /// <summary>A picture that we made ourselves, as SVG.</summary>
    public void Picture(string svg, string says) => Line($"<figure role=\"img\" aria-label=\"{Encode(says)}\">{svg}</figure>");

    private void List(string element, IEnumerable<string> lines, string? kind = null)
    {
        Line($"<{element}{Class(kind)}>");
        foreach (var line in lines) Line($"<li>{Encode(line)}</li>");
        Line($"</{element}>");
    }

    private static string Class(string? kind) => kind is null ? "" : $" class=\"{kind}\"";

    private void Line(string html) => _html.Append(html).Append('\n');

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
