using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;

namespace CyberVoisins.Server.Geocoding;

/// <summary>The address service did not answer, or not with addresses. Says nothing of the address asked.</summary>
internal sealed class AddressServiceUnavailable(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Asks the Base Adresse Nationale: our server asks, never the browser, so that nobody else learns who looks for which
/// address. Retries, patience and the respect of Retry-After are set in <see cref="GeocodingSetup"/>.
/// </summary>
internal sealed class BanClient(HttpClient http, IOptions<GeocodingSettings> settings)
{
    private const int MostAnswers = 5;

    /// <summary>The best answers, best first; empty when the service knows none.</summary>
    /// <exception cref="AddressServiceUnavailable"/>
    public async Task<IReadOnlyList<BanFeature>> Search(string text, CancellationToken cancel)
    {
        var url = $"{settings.Value.BaseUrl}?q={Uri.EscapeDataString(text)}&limit={MostAnswers}&autocomplete=0";
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseContentRead, cancel);
            if (!response.IsSuccessStatusCode)
                throw new AddressServiceUnavailable($"The address service answered {(int)response.StatusCode}.");
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancel);
            return [.. BanFeature.ReadAll(json.RootElement).OrderByDescending(f => f.Score)];
        }
        // ExecutionRejectedException: Polly gave up by itself (time, or a circuit that is open).
        catch (Exception e) when (e is HttpRequestException or JsonException or ExecutionRejectedException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new AddressServiceUnavailable("The address service did not answer, or not in its format.", e);
        }
    }
}
