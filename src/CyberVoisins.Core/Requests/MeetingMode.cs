namespace CyberVoisins.Core.Requests;

/// <summary>How the two meet.</summary>
public enum MeetingMode
{
    /// <summary>At the resident's home.</summary>
    AtHome,
    /// <summary>A library, a town hall, a café.</summary>
    PublicPlace,
    /// <summary>By telephone: distance does not count.</summary>
    ByPhone,
}

/// <summary>What a resident may require of the neighbour or of the meeting. A requirement is a filter, never a score.</summary>
public enum Constraint
{
    /// <summary>A woman only; a proportionate safety preference (loi 2008-496), used as a filter and written down.</summary>
    WomanHelper,
    /// <summary>The association has seen an identity document of the neighbour.</summary>
    IdentityVerified,
    /// <summary>No stairs: at home, by phone, or with a neighbour who can offer a step-free public place.</summary>
    StepFree,
}
