using System.Globalization;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Matching.Audit;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Words;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Audits;

/// <summary>The audit's stable names as words for people.</summary>
internal sealed class AuditWords(CultureInfo culture)
{
    public string Dimension(string key) => Say($"AUDIT_DIMENSION_{key.ToUpperInvariant()}");

    /// <summary>"rural à habitat dispersé"; a language stays its code.</summary>
    public string Group(string dimension, string group) => group == Sheet.OtherGroups ? Say("AUDIT_OTHERS") : dimension switch
    {
        "density" => Density(Enum.Parse<DensityClass>(group)),
        "age" => Enum.TryParse<AgeBand>(group, out var age) ? Say($"AGE_{age.UpperSnake()}") : Say("AGE_UNKNOWN"),
        "channel" => Say($"CHANNEL_{Enum.Parse<RequestChannel>(group).UpperSnake()}"),
        "distance" => Enum.TryParse<DistanceBand>(group, out var band) ? Say($"BAND_{band.UpperSnake()}") : Say("AUDIT_NOBODY"),
        "mode" => Say($"MODE_{Enum.Parse<MeetingMode>(group).UpperSnake()}"),
        "duration" => $"{group} minutes",
        "need" => Say("AUDIT_NEED", group),
        _ => group,
    };

    public string Density(DensityClass density) => Say($"DENSITY_{density.UpperSnake()}");

    public string Finding(Finding finding) => Say($"FINDING_{finding.UpperSnake()}");

    /// <summary>"78,1 % (73,3 à 82,3 ; 250 sur 320)"; "trop peu" under 5.</summary>
    public string Rate(MeasuredRate? rate) => rate is null ? Say("AUDIT_TOO_FEW")
        : Say("AUDIT_RATE", Percent(rate.Counted.Rate), Percent(rate.Wilson95.Lower), Percent(rate.Wilson95.Upper), rate.Counted.Successes, rate.Counted.Total);

    /// <summary>"-25,0 points (-33,1 à -16,9)".</summary>
    public string Gap(Gap gap) => Say("AUDIT_GAP", Percent(gap.Difference), Percent(gap.Newcombe95.Lower), Percent(gap.Newcombe95.Upper));

    /// <summary>"50 % ont un rendez-vous en 5 jours (entre 4 et 6)"; a dash for what was not reached.</summary>
    public string Wait(WaitQuantile wait) => wait.Days is null
        ? Say("AUDIT_WAIT_NOT_REACHED", Percent(wait.Share, "0"))
        : Say("AUDIT_WAIT", Percent(wait.Share, "0"), Day(wait.Days), Day(wait.LowerDays), Day(wait.UpperDays));

    public string Number(double number, string format) =>
        number.ToString(format, CultureInfo.InvariantCulture) is var text && culture.Equals(French) ? text.Replace('.', ',') : number.ToString(format, CultureInfo.InvariantCulture);

    public string Say(string key, params object?[] figures) => Labels.Say(culture, key, figures);

    private string Percent(double share, string format = "0.0") => Number(100 * share, format);
    private static string Day(int? day) => day?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
