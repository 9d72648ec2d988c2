namespace CyberVoisins.Server.Messages;

/// <summary>Whether the service may call by itself (Voice:Outbound), which the voice part checks against the number that it calls from.</summary>
internal sealed record VoiceOptions(bool Outbound);
