namespace CyberVoisins.Server;

/// <summary>The service cannot start, and the message is one sentence that tells the operator what to do.</summary>
internal sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
