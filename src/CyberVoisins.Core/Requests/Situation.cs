namespace CyberVoisins.Core.Requests;

/// <summary>
/// What makes a request weigh more, from a short public grid about the situation, never about health. How many
/// are true is the need class, 0 to 3, of the association's head-start table.
/// </summary>
public enum Situation
{
    /// <summary>A date after which a right is lost (a pension form, a benefit to renew).</summary>
    DeadlineLosesARight,
    /// <summary>No relative, counter or service that could help instead.</summary>
    NoOtherHelp,
    /// <summary>No telephone, computer or connection of their own that works.</summary>
    NoEquipment,
}
