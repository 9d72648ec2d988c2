using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CyberVoisins.Client;

/// <summary>
/// The CyberVoisins API for one person: sign in with a code by SMS, ask for help, follow. Safe to use from several threads once signed in. Every method throws
/// <see cref="RefusedException"/> when the service refuses, and <see cref="HttpRequestException"/> when it cannot be reached.
/// </summary>
/// <param name="http">With the service as its base address ("https://voisins.example/"); its timeouts and retries are the caller's.</param>
/// <param name="language">Of what people read in errors: "fr" or "en".</param>
public sealed class CyberVoisinsClient(HttpClient http, string language = "fr")
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    /// <summary>Of the session, or an API token of the person's own; null is a visitor. A secret: keep it as one.</summary>
    public string? AccessToken { get; set; }

    /// <summary>All associations, by name.</summary>
    public async Task<IReadOnlyList<Association>> Associations(CancellationToken cancel = default) =>
        (await Send<AssociationsAnswer>(Documents.Associations, null, cancel)).Associations.Nodes;

    /// <summary>Has a code of six figures sent by SMS. The answer does not tell whether anybody has that number.</summary>
    public Task RequestSignInCode(string phone, CancellationToken cancel = default) =>
        Change<Refusals>(Documents.RequestSignInCode, new { phone }, cancel);

    /// <summary>Signs in; what follows is asked as this person.</summary>
    public async Task SignIn(string phone, string code, CancellationToken cancel = default) =>
        AccessToken = (await Change<SessionPayload>(Documents.SignInWithCode, new { phone, code }, cancel)).Session!.AccessToken;

    /// <summary>Ends the session here and at the service.</summary>
    public async Task SignOut(CancellationToken cancel = default)
    {
        await Change<Refusals>(Documents.SignOut, null, cancel);
        AccessToken = null;
    }

    /// <summary>Asks for help, for oneself, for somebody one speaks for, or at the association's desk.</summary>
    public async Task<HelpRequest> AskForHelp(AskForHelp request, CancellationToken cancel = default) =>
        (await Change<HelpRequestPayload>(Documents.AskForHelp, new { input = request }, cancel)).HelpRequest!;

    /// <summary>Help is no longer wanted; a neighbour who was to come is told.</summary>
    public async Task<HelpRequest> CancelRequest(string id, CancellationToken cancel = default) =>
        (await Change<HelpRequestPayload>(Documents.CancelRequest, new { id }, cancel)).HelpRequest!;

    /// <summary>Null for one that does not exist, or is not the caller's to see.</summary>
    public async Task<HelpRequest?> HelpRequest(string id, CancellationToken cancel = default) =>
        (await Send<HelpRequestAnswer>(Documents.HelpRequest, new { id }, cancel)).HelpRequest;

    /// <summary>Those that the caller may see, the newest first, page after page.</summary>
    public async IAsyncEnumerable<HelpRequest> MyRequests([EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (string? after = null; ;)
        {
            var page = (await Send<HelpRequestsAnswer>(Documents.MyRequests, new { after }, cancel)).HelpRequests;
            foreach (var request in page.Nodes) yield return request;
            if (!page.PageInfo.HasNextPage) yield break;
            after = page.PageInfo.EndCursor;
        }
    }

    /// <summary>A request as it is, and again each time that it is no longer the same, until it is over or gone.</summary>
    /// <param name="every">How often to look; by default twice a minute. People answer in hours.</param>
    /// <param name="clock">Whose time passes between two looks; by default the system's.</param>
    public async IAsyncEnumerable<HelpRequest> Follow(string id, TimeSpan? every = null, TimeProvider? clock = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (string? before = null; ;)
        {
            if (await HelpRequest(id, cancel) is not { } now) yield break;
            var text = JsonSerializer.Serialize(now, Json);
            if (text != before) yield return now;
            if (now.IsOver) yield break;
            before = text;
            await Task.Delay(every ?? TimeSpan.FromSeconds(30), clock ?? TimeProvider.System, cancel);
        }
    }

    /// <summary>Any other document of the schema.</summary>
    /// <typeparam name="T">The shape of "data".</typeparam>
    /// <param name="variables">An object whose members are the variables; null members are left out.</param>
    public async Task<T> Send<T>(string document, object? variables, CancellationToken cancel = default) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query = document, variables }, options: Json) };
        request.Headers.Accept.Add(new("application/graphql-response+json"));
        request.Headers.AcceptLanguage.Add(new(language));
        if (AccessToken is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, cancel);
        // A proxy that answers for a service that is away writes HTML.
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
            throw new HttpRequestException("The answer is not one of the service.", null, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<Answer<T>>(Json, cancel);
        if (answer?.Errors is [var error, ..]) throw new RefusedException(error.Extensions?.Code ?? "INTERNAL_ERROR", error.Message);
        return answer?.Data ?? throw new HttpRequestException("The answer holds no data.", null, response.StatusCode);
    }

    private async Task<T> Change<T>(string document, object? variables, CancellationToken cancel) where T : Refusals
    {
        var payload = (await Send<ResultAnswer<T>>(document, variables, cancel)).Result;
        return payload.Errors is [var first, ..] ? throw new RefusedException(first.Code, first.Message, first.Field, first.Suggestions) : payload;
    }
}
