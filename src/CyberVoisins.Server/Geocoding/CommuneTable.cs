using CyberVoisins.Core.Geography;

namespace CyberVoisins.Server.Geocoding;

/// <summary>The communes we know without asking anybody: the State's whole list once imported, a small embedded one before.</summary>
internal sealed class CommuneTable
{
    private readonly ILookup<string, Commune> _byPostcode;
    private readonly ILookup<string, Commune> _byName;

    public CommuneTable(IReadOnlyList<Commune> communes)
    {
        All = communes;
        _byPostcode = communes.SelectMany(c => c.Postcodes.Select(p => (Postcode: p, Commune: c))).ToLookup(x => x.Postcode, x => x.Commune);
        _byName = communes.ToLookup(c => PlaceName.Normalize(c.Name));
    }

    public IReadOnlyList<Commune> All { get; }

    public IReadOnlyList<Commune> ByPostcode(string postcode) => [.. _byPostcode[postcode]];

    /// <param name="name">Spelled by <see cref="PlaceName"/>.</param>
    public IReadOnlyList<Commune> ByName(string name) => [.. _byName[name]];

    /// <summary>Whose centre is nearest, within the given distance in metres: near a border that may be the neighbour.</summary>
    public Commune? Nearest(Coordinates point, int withinMetres) => All
        .Select(commune => (Commune: commune, Metres: commune.Center.MetresTo(point)))
        .Where(x => x.Metres <= withinMetres)
        .OrderBy(x => x.Metres)
        .FirstOrDefault().Commune;

    public static CommuneTable Embedded()
    {
        using var stream = typeof(CommuneTable).Assembly.GetManifestResourceStream(CommuneFile.Name)
            ?? throw new InvalidOperationException("communes.csv is not embedded.");
        using var text = new StreamReader(stream);
        return new(CommuneFile.Read(text));
    }

    /// <summary>The imported file of the data folder, or the embedded one when there is none or it cannot be read.</summary>
    public static CommuneTable Load(string dataFolder, ILogger logger)
    {
        var path = Path.Combine(dataFolder, CommuneFile.Name);
        if (!File.Exists(path))
            return Embedded();
        try
        {
            using var text = new StreamReader(path);
            return new(CommuneFile.Read(text));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Path} cannot be read ({Error}); the embedded communes are used. Import them again.", path, e.GetType().Name);
            return Embedded();
        }
    }
}
