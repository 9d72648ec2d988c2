namespace CyberVoisins.Server.Accounts;

/// <summary>Ends the session of this browser or program, on the server too. Works for somebody who is not signed in: the result is the same.</summary>
internal sealed class SignOut(Sessions sessions)
{
    public Task Run(CancellationToken cancel) => sessions.Close(cancel);
}
