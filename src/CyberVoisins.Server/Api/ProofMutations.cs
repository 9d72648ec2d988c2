using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Accounts.Elsewhere;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Api.Types;
using GraphQL;

namespace CyberVoisins.Server.Api;

/// <summary>A code of the second proof.</summary>
/// <param name="Code">Six digits of the app; where a second proof is shown, also a recovery code.</param>
/// <param name="Mode">How the new session is kept; by default as the one before.</param>
public sealed record SecondFactorCodeInput(string Code, SignInMode? Mode);

/// <summary>The answer of a new passkey.</summary>
/// <param name="QuestionId">Of the question that it answers.</param>
/// <param name="Credential">JSON, as PublicKeyCredential.toJSON() gives it.</param>
/// <param name="Name">1 to 40 characters, to know it by.</param>
/// <param name="Mode">How the new session is kept; by default as the one before.</param>
public sealed record AddPasskeyInput(PasskeyQuestionId QuestionId, string Credential, string Name, SignInMode? Mode);

/// <summary>The answer of a passkey that is known.</summary>
/// <param name="QuestionId">Of the question that it answers.</param>
/// <param name="Credential">JSON, as PublicKeyCredential.toJSON() gives it.</param>
/// <param name="Mode">By default a cookie.</param>
public sealed record SignInWithPasskeyInput(PasskeyQuestionId QuestionId, string Credential, SignInMode? Mode);

/// <summary>A token for a program.</summary>
/// <param name="Name">What it is for, 1 to 60 characters.</param>
/// <param name="Scopes">READ or WRITE, or both; STAFF beside them, for staff.</param>
/// <param name="Days">How long it lives: 1 to 365, or to 90 with STAFF.</param>
public sealed record CreateApiTokenInput(string Name, IReadOnlyList<ApiScope> Scopes, int Days);

internal sealed partial class Mutation
{
    /// <summary>For coordinators and administrators: a secret for an authenticator app, shown once. It counts once confirmTotp gave a code of it.</summary>
    public static Task<Payload<TotpEnrolment>> EnrolTotp([FromServices] Answer answer, [FromServices] EnrolTotp enrol, CancellationToken cancel) =>
        answer.To(() => enrol.Run(cancel));

    /// <summary>The app shows the right code: it is the second proof from now on, and the recovery codes are shown once. Every other session ends.</summary>
    public static Task<Payload<SecondFactorSet>> ConfirmTotp(SecondFactorCodeInput input, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] ConfirmTotp confirm, CancellationToken cancel) =>
        answer.To(() => confirm.Run(input.Code, input.Mode ?? user.Mode, cancel));

    /// <summary>Shows the second proof after the password, or once more before something that changes how one signs in.</summary>
    public static Task<Payload<SignedIn>> ConfirmSecondFactor(SecondFactorCodeInput input, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] ConfirmSecondFactor confirm, CancellationToken cancel) =>
        answer.To(() => confirm.Run(input.Code, input.Mode ?? user.Mode, cancel));

    /// <summary>Ten new recovery codes, shown once; the old ones end.</summary>
    public static Task<Payload<IReadOnlyList<string>>> RenewRecoveryCodes([FromServices] Answer answer, [FromServices] RenewRecoveryCodes renew, CancellationToken cancel) =>
        answer.To(() => renew.Run(cancel));

    /// <summary>An administrator, or a coordinator of the same association, takes the second proof from a colleague who lost it. Their sessions end, and everybody concerned is told by SMS.</summary>
    /// <param name="phone">Of the colleague.</param>
    public static Task<Payload<Done>> ResetSecondFactor(string phone, [FromServices] Answer answer, [FromServices] ResetSecondFactor reset, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await reset.Run(phone, cancel);
            return Done.Yes;
        });

    /// <summary>For coordinators and administrators: a question for a new passkey.</summary>
    public static Task<Payload<PasskeyQuestion>> AskNewPasskey([FromServices] Answer answer, [FromServices] AddPasskey add, CancellationToken cancel) =>
        answer.To(() => add.Begin(cancel));

    /// <summary>Adds the passkey that answered; with the first second proof come the recovery codes, and every other session ends.</summary>
    public static Task<Payload<SecondFactorSet>> AddPasskey(AddPasskeyInput input, [FromServices] Answer answer, [FromServices] CurrentUser user, [FromServices] AddPasskey add, CancellationToken cancel) =>
        answer.To(() => add.Run(input.QuestionId, input.Credential, input.Name, input.Mode ?? user.Mode, cancel));

    /// <summary>Takes one of one's own passkeys away.</summary>
    /// <param name="passkeyId">As accountSecurity shows it.</param>
    public static Task<Payload<Done>> RemovePasskey(string passkeyId, [FromServices] Answer answer, [FromServices] RemovePasskey remove, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await remove.Run(passkeyId, cancel);
            return Done.Yes;
        });

    /// <summary>A question for a passkey: after a password one of that account's, otherwise any of ours that the device holds.</summary>
    public static Task<Payload<PasskeyQuestion>> AskPasskey([FromServices] Answer answer, [FromServices] SignInWithPasskey signIn, CancellationToken cancel) =>
        answer.To(() => signIn.Begin(cancel));

    /// <summary>Signs in with a passkey: alone, or after a password.</summary>
    public static Task<Payload<SignedIn>> SignInWithPasskey(SignInWithPasskeyInput input, [FromServices] Answer answer, [FromServices] SignInWithPasskey signIn, CancellationToken cancel) =>
        answer.To(() => signIn.Run(input.QuestionId, input.Credential, input.Mode ?? SignInMode.Cookie, cancel));

    /// <summary>Begins to link an account elsewhere to one's own; the browser goes where it says.</summary>
    public static Task<Payload<LeaveFor>> LinkElsewhere([FromServices] Answer answer, [FromServices] LinkElsewhere link) =>
        answer.To(() => Task.FromResult(link.Begin()));

    /// <summary>Takes the link to the account elsewhere away.</summary>
    public static Task<Payload<Done>> UnlinkElsewhere([FromServices] Answer answer, [FromServices] LinkElsewhere link, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await link.Unlink(cancel);
            return Done.Yes;
        });

    /// <summary>Ends one of one's own sessions.</summary>
    /// <param name="sessionId">As sessions shows it.</param>
    public static Task<Payload<Done>> EndSession(SessionId sessionId, [FromServices] Answer answer, [FromServices] EndSession end, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await end.Run(sessionId, cancel);
            return Done.Yes;
        });

    /// <summary>Makes a token for a program; the secret is shown once.</summary>
    public static Task<Payload<NewApiToken>> CreateApiToken(CreateApiTokenInput input, [FromServices] Answer answer, [FromServices] CreateApiToken create, CancellationToken cancel) =>
        answer.To(() => create.Run(input.Name, input.Scopes, input.Days, cancel));

    /// <summary>Ends one of one's own tokens, at once.</summary>
    /// <param name="apiTokenId">As apiTokens shows it.</param>
    public static Task<Payload<Done>> RevokeApiToken(ApiTokenId apiTokenId, [FromServices] Answer answer, [FromServices] RevokeApiToken revoke, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await revoke.Run(apiTokenId, cancel);
            return Done.Yes;
        });
}
