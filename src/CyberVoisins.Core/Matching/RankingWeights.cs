using System.Security.Cryptography;
using System.Text;

namespace CyberVoisins.Core.Matching;

/// <summary>
/// What each criterion is worth at most, in points; an association's own, versioned and published. The defaults are
/// those of docs/matching.md, "The points", chosen by simulation. Each is 0 to 100.
/// </summary>
/// <param name="Distance">Next door.</param>
/// <param name="Rest">Least recently asked.</param>
/// <param name="Minutes">Most of the month left, so least often called on.</param>
/// <param name="Slots">Most common times.</param>
/// <param name="Spare">Least needed by others: keeps the one who knows a rare thing for those who need it.</param>
/// <param name="Language">Speaks the resident's own language, when the help may be in another.</param>
/// <param name="Rotation">Taken off for each earlier visit of the same two.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record RankingWeights(
    int Distance = 30, int Rest = 10, int Minutes = 10, int Slots = 10, int Spare = 40, int Language = 5, int Rotation = 15, int Version = 1)
{
    public const int Maximum = 100;

    public static readonly RankingWeights Default = new();

    public int Distance { get; init => field = Bounded(value); } = Bounded(Distance);
    public int Rest { get; init => field = Bounded(value); } = Bounded(Rest);
    public int Minutes { get; init => field = Bounded(value); } = Bounded(Minutes);
    public int Slots { get; init => field = Bounded(value); } = Bounded(Slots);
    public int Spare { get; init => field = Bounded(value); } = Bounded(Spare);
    public int Language { get; init => field = Bounded(value); } = Bounded(Language);
    public int Rotation { get; init => field = Bounded(value); } = Bounded(Rotation);

    /// <summary>The most that anybody can have.</summary>
    public int Best => Distance + Rest + Minutes + Slots + Spare + Language;

    /// <summary>What is published, and what <see cref="Hash"/> is of.</summary>
    public string Text =>
        $"ranking version={Version} distance={Distance} rest={Rest} minutes={Minutes} slots={Slots} spare={Spare} language={Language} rotation=-{Rotation}";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, in lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private static int Bounded(int weight) => weight is >= 0 and <= Maximum
        ? weight
        : throw new ArgumentOutOfRangeException(nameof(weight), $"A weight is 0 to {Maximum} points.");
}
