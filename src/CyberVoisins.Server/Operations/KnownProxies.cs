using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CyberVoisins.Server.Operations;

/// <summary>
/// Which reverse proxies are believed when they say whom they speak for (Proxies:Known): limits for each address count the
/// people behind them. With an empty list nobody is believed: anybody can write the header.
/// </summary>
internal static class KnownProxies
{
    /// <exception cref="StartupException">An entry is neither an address nor a network.</exception>
    public static void AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = Read(configuration.GetSection("Proxies:Known")).Select(Network).ToList();
        // Afterwards, because ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe everybody.
        services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks) options.KnownIPNetworks.Add(network);
            // From the right, through all known proxies, to the first address that is none: what stands left of it is hearsay.
            options.ForwardLimit = null;
        });
    }

    /// <summary>"A, B" or a list.</summary>
    private static IEnumerable<string> Read(IConfigurationSection section) =>
        section.GetChildren().Select(c => c.Value ?? "").Append(section.Value ?? "")
            .SelectMany(text => text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 ? network
        : throw new StartupException($"Proxies:Known has \"{text}\": write the addresses of your own proxies, as 10.0.0.5 or 10.0.0.0/24, separated by commas.");
}
