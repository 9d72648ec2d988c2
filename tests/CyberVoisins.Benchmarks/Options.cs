using System.Globalization;
using CyberVoisins.Benchmarks.Instances;

namespace CyberVoisins.Benchmarks;

/// <summary>`--name value` pairs; lists are separated by commas.</summary>
public sealed class Options(string[] arguments)
{
    public string Text(string name, string otherwise)
    {
        var at = Array.IndexOf(arguments, "--" + name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise;
    }

    public int Number(string name, int otherwise) => int.Parse(Text(name, $"{otherwise}"), CultureInfo.InvariantCulture);

    public int[] Numbers(string name, string otherwise) =>
        [.. Text(name, otherwise).Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>Every combination of --families, --requests, --loads, --shares and --seeds.</summary>
    public IEnumerable<InstanceSpec> Specs(string requests, string loads = "70,100,180") =>
        from family in Text("families", "mixed").Split(',').Select(f => Enum.Parse<Family>(f, ignoreCase: true))
        from count in Numbers("requests", requests)
        from load in Numbers("loads", loads)
        from share in Numbers("shares", "50")
        from seed in Numbers("seeds", "1")
        select new InstanceSpec(family, count, load, share, (ulong)seed)
        {
            Volunteers = Text("volunteers", "") is { Length: > 0 } v ? int.Parse(v, CultureInfo.InvariantCulture) : null,
        };
}
