using System.Collections.Concurrent;

namespace FakeTwilio;

/// <summary>/fake/…: what a test in this process says to <see cref="TwilioServer"/>, for those who are in another.</summary>
internal static class ControlApi
{
    internal sealed record NewFault(string? Kind, string? Detail, string? Number, int? Count);
    internal sealed record NewCallbacks(string Number, CallbackPlan Plan);
    internal sealed record Undeliverable(string Number, int? Code);
    internal sealed record NewSms(string From, string Body, bool Lost, Forgery Forged);
    internal sealed record NewReport(string Sid, string Status, int? ErrorCode, Forgery Forged);
    internal sealed record NewCall(string From);
    internal sealed record Gesture(string? Press, string? Says, string? Dial, bool HangsUp);

    public static void Map(WebApplication app, TwilioServer server)
    {
        var callers = new ConcurrentDictionary<string, Caller>();
        var fake = app.MapGroup("/fake");
        fake.MapGet("/state", () => new
        {
            posts = server.Posts, accepted = server.Accepted, messages = server.Messages, calls = server.Calls,
            webhooks = server.Webhooks.Select(w => new { w.Url, w.Form, forged = $"{w.Forged}", status = (int?)w.Status, w.Body, failure = w.Failure?.Message }),
        });
        fake.MapPost("/faults", (NewFault wanted) =>
        {
            var fault = wanted.Kind is { } kind ? Fault.Named(kind, wanted.Detail) : null;
            if (wanted.Kind is not null && fault is null) return Results.BadRequest(new { error = $"No fault is called {wanted.Kind}." });
            if (wanted.Number is { } number) server.Faults.To(number, fault);
            else server.Faults.Next([.. Enumerable.Repeat(fault, wanted.Count ?? 1)]);
            return Results.NoContent();
        });
        fake.MapPost("/callbacks", (NewCallbacks wanted) => server.Faults.CallbacksOf(wanted.Number, wanted.Plan));
        fake.MapPost("/undeliverable", (Undeliverable wanted) => server.Faults.Undeliverable(wanted.Number, wanted.Code));
        fake.MapPost("/rotate", (string token) => server.Rotate(token));
        fake.MapPost("/sms", async (NewSms sms) => new { answered = (int?)(await server.Receive(sms.From, sms.Body, sms.Lost, forged: sms.Forged))?.Status });
        fake.MapPost("/reports", async (NewReport report) => server.Messages.FirstOrDefault(m => m.Sid == report.Sid) is { } message
            ? Results.Json(new { answered = (int?)(await server.Report(message, report.Status, report.ErrorCode, report.Forged)).Status })
            : Results.NotFound());
        fake.MapPost("/calls", async (NewCall call) => Show(Keep(await server.Call(call.From))));
        fake.MapPost("/calls/{sid}/picks-up", async (string sid) => server.Calls.FirstOrDefault(c => c.Sid == sid) is { } call ? Results.Json(Show(Keep(await server.PicksUp(call)))) : Results.NotFound());
        fake.MapPost("/calls/{sid}", async (string sid, Gesture gesture) =>
        {
            if (!callers.TryGetValue(sid, out var caller)) return Results.NotFound();
            await (gesture switch
            {
                { Press: { } digits } => caller.Press(digits),
                { Says: { } words } => caller.Says(words),
                { Dial: { } status } => caller.DialEnds(status),
                { HangsUp: true } => caller.HangsUp(),
                _ => caller.KeepsSilent(),
            });
            return Results.Json(Show(caller));
        });

        Caller Keep(Caller caller) => callers[caller.Call.Sid] = caller;
        static object Show(Caller caller) => new { sid = caller.Call.Sid, status = caller.Call.Status, heard = caller.Heard, waitsAt = caller.WaitsAt?.Name.LocalName, dialled = caller.Dialled };
    }
}
