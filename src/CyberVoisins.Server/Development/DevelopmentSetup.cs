using System.Reflection;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Requests;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime.Text;

namespace CyberVoisins.Server.Development;

/// <summary>What exists in Development and nowhere else: the demo people, the phone, a clock that can be moved.</summary>
internal static class DevelopmentSetup
{
    public static void AddDevelopment(this IServiceCollection services)
    {
        services.AddScoped<DemoNeighbourhood>();
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(s =>
        {
            var folder = s.GetRequiredService<IConfiguration>()["Data:Folder"] ?? "data";
            Directory.CreateDirectory(folder);
            return new DevelopmentClock(Path.Combine(folder, "clock"));
        }));
    }

    public static void MapDevelopment(this WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect("/dev/phone"));
        app.MapGet("/dev/phone", (HttpContext http) =>
        {
            // One file with its script and style inside, in Development only.
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            return Results.Stream(Page(), "text/html; charset=utf-8");
        });
        app.MapGet("/dev/phone/state", async (AppDb db, TimeProvider clock, ISmsSender sender, CancellationToken cancel) =>
        {
            var state = await DevPhone.Read(db, clock, sender, cancel);
            return Results.Json(new
            {
                state.Now, state.LocalNow, state.ByTwilio,
                Lines = state.Lines,
                Waiting = state.Waiting,
            }, Json);
        });
        app.MapPost("/dev/phone/answer", async (PhoneAnswer answer, LocalPhones phones, CancellationToken cancel) =>
        {
            await phones.ReceiveLocal(new PhoneNumber(answer.From), answer.Body, cancel);
            return Results.NoContent();
        });
        app.MapPost("/dev/phone/ask", async (PhoneAsk _, AppDb db, Transactions transactions, OfferWords words, AskNeighbours ask, TimeProvider clock, CancellationToken cancel) =>
        {
            await DevPhone.Ask(db, transactions, words, ask, clock, cancel);
            return Results.NoContent();
        });
        app.MapPost("/dev/clock", (ClockMove move, TimeProvider clock, WorkBell bell) =>
        {
            if (clock is not DevelopmentClock movable || move.Minutes is < 1 or > 60 * 24 * 60) return Results.BadRequest();
            movable.Advance(TimeSpan.FromMinutes(move.Minutes));
            bell.Ring();
            return Results.NoContent();
        });
    }

    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Converters = { new InstantJson() },
    };

    private static Stream Page() =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("CyberVoisins.Server.Development.phone.html")
        ?? throw new InvalidOperationException("phone.html is not in the assembly.");

    private sealed record PhoneAnswer(string From, string Body);
    private sealed record PhoneAsk(string? Who);
    private sealed record ClockMove(int Minutes);

    private sealed class InstantJson : System.Text.Json.Serialization.JsonConverter<NodaTime.Instant>
    {
        public override NodaTime.Instant Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
            InstantPattern.ExtendedIso.Parse(reader.GetString()!).Value;

        public override void Write(System.Text.Json.Utf8JsonWriter writer, NodaTime.Instant value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
