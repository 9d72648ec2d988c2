using System.Runtime.CompilerServices;

namespace CyberVoisins.Client;

/// <summary>The operations, a file each in Operations; a test of the service compares them, and the types that read them, with its schema.</summary>
internal static class Documents
{
    private static readonly string Followed = Read(nameof(Followed));

    public static string Associations { get; } = Read();
    public static string RequestSignInCode { get; } = Read();
    public static string SignInWithCode { get; } = Read();
    public static string SignOut { get; } = Read();
    public static string AskForHelp { get; } = Read() + Followed;
    public static string CancelRequest { get; } = Read() + Followed;
    public static string HelpRequest { get; } = Read() + Followed;
    public static string MyRequests { get; } = Read() + Followed;

    private static string Read([CallerMemberName] string name = "")
    {
        using var reader = new StreamReader(typeof(Documents).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
