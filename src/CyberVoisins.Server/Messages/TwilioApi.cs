using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CyberVoisins.Core.Messages;

namespace CyberVoisins.Server.Messages;

/// <summary>How Twilio is spoken to: authenticated, one request at a time, redirects never followed (MessagesSetup), answers read with care.</summary>
internal sealed class TwilioApi(HttpClient http, TwilioOptions options)
{
    public string AccountPath => $"/2010-04-01/Accounts/{options.AccountSid}";

    /// <param name="path">From the root, as <see cref="AccountPath"/> and Twilio's own "next_page_uri" begin.</param>
    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var (user, secret) = string.IsNullOrWhiteSpace(options.ApiKeySid) ? (options.AccountSid, options.AuthToken) : (options.ApiKeySid, options.ApiKeySecret);
        return new(method, options.BaseUrl + path) { Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{secret}"))) } };
    }

    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancel) => http.SendAsync(request, cancel);

    /// <summary>The JSON at a path; null when it is not there.</summary>
    /// <exception cref="HttpRequestException">Twilio cannot be asked, or says no.</exception>
    /// <exception cref="JsonException">What it says is no JSON object.</exception>
    public async Task<JsonElement?> Get(string path, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await http.SendAsync(request, cancel);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return Json(await response.Content.ReadAsByteArrayAsync(cancel)) is { ValueKind: JsonValueKind.Object } answer
            ? answer
            : throw new JsonException("Twilio's answer cannot be read.");
    }

    /// <summary>A list, page after page, by the address of the next one that each page gives.</summary>
    /// <param name="name">The property that holds the items.</param>
    public async IAsyncEnumerable<JsonElement> List(string path, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (string? next = path; next is not null;)
        {
            if (await Get(next, cancel) is not { } page || !page.TryGetProperty(name, out var items) || items.ValueKind != JsonValueKind.Array)
                throw new JsonException("Twilio's list cannot be read.");
            foreach (var item in items.EnumerateArray()) yield return item;
            next = Text(page, "next_page_uri");
        }
    }

    /// <summary>Read as bytes: a charset that .NET does not know is no reason to fail.</summary>
    public static JsonElement? Json(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        } : null;

    /// <summary>A number of E.164, or null: a brand or a short code is none.</summary>
    public static PhoneNumber? Phone(string? text)
    {
        try
        {
            return text is null ? null : new PhoneNumber(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static string Day(NodaTime.LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
