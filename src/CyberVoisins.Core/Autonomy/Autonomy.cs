using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Autonomy;

/// <summary>The six questions of our own short self-assessment, in the order in which they are asked. Nobody is tested: people say how it feels.</summary>
public enum AutonomyQuestion
{
    /// <summary>I turn on my telephone, my tablet or my computer, and I find what I look for.</summary>
    FindMyWay,
    /// <summary>I write and send a message or an e-mail.</summary>
    Write,
    /// <summary>I look for something on the Internet, and I find it.</summary>
    Search,
    /// <summary>I sign in to an account with my identifier and my password.</summary>
    SignIn,
    /// <summary>I do a procedure online: an appointment, a declaration.</summary>
    Procedure,
    /// <summary>I recognise a doubtful message, and I know what to do.</summary>
    Safety,
}

/// <summary>What a person says of one of them.</summary>
public enum AutonomyAnswer
{
    NotYet,
    WithHelp,
    Alone,
}

/// <summary>Where somebody stands, in three steps; no comparison between people is made of it, and the matching does not use it.</summary>
public enum AutonomyLevel
{
    /// <summary>0 to 4 points.</summary>
    Beginning,
    /// <summary>5 points or more.</summary>
    Progressing,
    /// <summary>10 points or more, and nothing answered with "not yet".</summary>
    Autonomous,
}

/// <summary>How six answers become points, a level, and themes for which help is no longer needed.</summary>
public static class AutonomyScale
{
    public static readonly IReadOnlyList<AutonomyQuestion> Questions = Enum.GetValues<AutonomyQuestion>();

    /// <summary>0 to 12: nothing for "not yet", 1 with help, 2 alone.</summary>
    public static int Points(IReadOnlyList<AutonomyAnswer> answers) => Six(answers).Sum(a => (int)a);

    public static AutonomyLevel LevelOf(IReadOnlyList<AutonomyAnswer> answers) => Points(answers) switch
    {
        >= 10 when !answers.Contains(AutonomyAnswer.NotYet) => AutonomyLevel.Autonomous,
        >= 5 => AutonomyLevel.Progressing,
        _ => AutonomyLevel.Beginning,
    };

    /// <summary>Everything that a kind of help needs is done alone; never of a kind that is not learnt once and for all, as a breakdown.</summary>
    public static bool IsReached(HelpCategory category, IReadOnlyList<AutonomyAnswer> answers) =>
        QuestionsOf(category) is { Count: > 0 } needed && needed.All(q => Six(answers)[(int)q] == AutonomyAnswer.Alone);

    /// <summary>Which of the six speak of a kind of help; empty when none does.</summary>
    public static IReadOnlyList<AutonomyQuestion> QuestionsOf(HelpCategory category) => category switch
    {
        HelpCategory.DeviceBasics => [AutonomyQuestion.FindMyWay],
        HelpCategory.DigitalContent => [AutonomyQuestion.FindMyWay, AutonomyQuestion.Search],
        HelpCategory.Internet or HelpCategory.DigitalCulture => [AutonomyQuestion.Search],
        HelpCategory.Email or HelpCategory.SocialNetworks => [AutonomyQuestion.Write],
        HelpCategory.Health or HelpCategory.AdministrativeProcedures => [AutonomyQuestion.SignIn, AutonomyQuestion.Procedure],
        HelpCategory.BankingAndShopping => [AutonomyQuestion.SignIn, AutonomyQuestion.Safety],
        HelpCategory.JobSearch => [AutonomyQuestion.Search, AutonomyQuestion.Procedure],
        HelpCategory.DigitalSecurity => [AutonomyQuestion.Safety],
        HelpCategory.School => [AutonomyQuestion.SignIn],
        HelpCategory.DigitalDiagnosis or HelpCategory.DeviceMaintenance or HelpCategory.OfficeSoftware or HelpCategory.Entrepreneurship or HelpCategory.Parenting
            or HelpCategory.DigitalCreation or HelpCategory.ArtificialIntelligence => [],
    };

    private static IReadOnlyList<AutonomyAnswer> Six(IReadOnlyList<AutonomyAnswer> answers) =>
        answers.Count == Questions.Count ? answers : throw new ArgumentException($"There are {Questions.Count} answers.", nameof(answers));
}
