namespace CyberVoisins.Server.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new(AppContext.BaseDirectory)).FullName;

    public static string Server => Path.Combine(Root, "src", "CyberVoisins.Server");

    private static DirectoryInfo Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "CyberVoisins.sln")) ? folder
        : Find(folder.Parent ?? throw new InvalidOperationException("No CyberVoisins.sln above the tests."));
}
