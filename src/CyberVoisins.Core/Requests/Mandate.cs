namespace CyberVoisins.Core.Requests;

/// <summary>
/// What a volunteer may do in a visit, chosen with the request. In no visit: anything in the person's name, money, or passwords;
/// there is no value for those on purpose.
/// </summary>
public enum Mandate
{
    /// <summary>Shows how: the person does everything themselves.</summary>
    Show,
    /// <summary>Does it with the person, who looks on and decides.</summary>
    DoTogether,
}
