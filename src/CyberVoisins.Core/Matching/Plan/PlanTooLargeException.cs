namespace CyberVoisins.Core.Matching.Plan;

/// <summary>A plan whose exact arithmetic would not fit in 64 bits: it must be split by territory.</summary>
public sealed class PlanTooLargeException(string message) : Exception(message);
