using CyberVoisins.Server;

return await Entry.Run(args);

/// <summary>The service's entry point; tests host it through this name.</summary>
public sealed partial class Program;
