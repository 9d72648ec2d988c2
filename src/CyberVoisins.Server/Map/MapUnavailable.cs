namespace CyberVoisins.Server.Map;

/// <summary>The map is away or not built yet; the database can answer instead.</summary>
internal sealed class MapUnavailable(string message, Exception? cause = null) : Exception(message, cause);
