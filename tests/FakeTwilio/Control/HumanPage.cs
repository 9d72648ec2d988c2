using System.Net;

namespace FakeTwilio;

/// <summary>/: the telephones of everybody on one page, for whoever tries the service by hand.</summary>
internal static class HumanPage
{
    public static void Map(WebApplication app, TwilioServer server)
    {
        app.MapGet("/", () => Results.Content(Page(server), "text/html; charset=utf-8"));
        app.MapPost("/", async (HttpRequest request) =>
        {
            var form = await Requests.Form(request);
            await server.Receive(form.GetValueOrDefault("from", ""), form.GetValueOrDefault("body", ""));
            return Results.Redirect("/");
        });
    }

    private static string Page(TwilioServer server) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fake Twilio</title>
          <style>body { font: 1rem/1.5 system-ui; max-width: 50rem; margin: 1rem auto; padding: 0 1rem } li { margin-block: .5rem; white-space: pre-wrap }</style>
        </head>
        <body>
          <h1>Fake Twilio</h1>
          <p>No SMS leaves this machine. {{server.Posts.Count}} asked for, {{server.Accepted.Count}} taken.</p>
          <h2>Write as a telephone</h2>
          <form method="post">
            <label>From <input name="from" type="tel" required list="phones"></label>
            <datalist id="phones">{{string.Concat(server.Accepted.Select(m => m.To).Distinct().Select(to => $"<option>{Safe(to)}</option>"))}}</datalist>
            <label>Text <input name="body" required></label>
            <button>Send</button>
          </form>
          <h2>SMS, newest first</h2>
          <ul>{{string.Concat(server.Messages.Reverse().Select(Item))}}</ul>
        </body>
        </html>
        """;

    private static string Item(SmsMessage message) =>
        $"<li><strong>{Safe(message.From)} → {Safe(message.To)}</strong> ({Safe(message.Status)}, {message.Segments})\n{Safe(message.Body)}</li>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
