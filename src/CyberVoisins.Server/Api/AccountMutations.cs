using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Types;
using GraphQL;
using NodaTime;

namespace CyberVoisins.Server.Api;

/// <summary>Where the code goes.</summary>
/// <param name="Phone">A French or overseas mobile.</param>
public sealed record RequestSignInCodeInput(string Phone);

/// <summary>The code that came by SMS.</summary>
/// <param name="Phone">The number it was sent to.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Mode">By default a cookie.</param>
public sealed record SignInWithCodeInput(string Phone, string Code, SignInMode? Mode);

/// <summary>For coordinators and administrators.</summary>
/// <param name="Login">A phone number or an e-mail address.</param>
/// <param name="Password">At least 12 characters when it was chosen.</param>
/// <param name="Mode">By default a cookie.</param>
public sealed record SignInWithPasswordInput(string Login, string Password, SignInMode? Mode);

/// <summary>A first password, or a new one.</summary>
/// <param name="NewPassword">At least 12 characters, not a common one.</param>
/// <param name="CurrentPassword">Needed when there is one already.</param>
/// <param name="Mode">How the new session is kept; the old ones end. By default a cookie.</param>
public sealed record SetPasswordInput(string NewPassword, string? CurrentPassword, SignInMode? Mode);

/// <summary>Somebody who works for an association.</summary>
/// <param name="AssociationId">Which one.</param>
/// <param name="FirstName">1 to 40 characters.</param>
/// <param name="Phone">A mobile: the first sign-in is by a code sent to it.</param>
/// <param name="Email">Another way to sign in.</param>
public sealed record AddCoordinatorInput(AssociationId AssociationId, string FirstName, string Phone, string? Email);

/// <summary>Somebody who no longer works for an association.</summary>
/// <param name="AssociationId">Which one.</param>
/// <param name="Phone">The mobile of the coordinator.</param>
public sealed record RemoveCoordinatorInput(AssociationId AssociationId, string Phone);

internal sealed partial class Mutation
{
    /// <summary>Sends a one-time code by SMS; the answer is the same whether or not the number is known.</summary>
    public static Task<Payload<SignInCodeSent>> RequestSignInCode(RequestSignInCodeInput input, [FromServices] Answer answer, [FromServices] RequestSignInCode request, CancellationToken cancel) =>
        answer.To(() => request.Run(input.Phone, cancel));

    /// <summary>Signs in with the code of an SMS; the first time it makes the account.</summary>
    public static Task<Payload<SignedIn>> SignInWithCode(SignInWithCodeInput input, [FromServices] Answer answer, [FromServices] SignInWithCode signIn, CancellationToken cancel) =>
        answer.To(() => signIn.Run(input.Phone, input.Code, input.Mode ?? SignInMode.Cookie, cancel));

    /// <summary>Signs in with a password.</summary>
    public static Task<Payload<SignedIn>> SignInWithPassword(SignInWithPasswordInput input, [FromServices] Answer answer, [FromServices] SignInWithPassword signIn, CancellationToken cancel) =>
        answer.To(() => signIn.Run(input.Login, input.Password, input.Mode ?? SignInMode.Cookie, cancel));

    /// <summary>Sets or changes one's own password; every other session ends.</summary>
    public static Task<Payload<SignedIn>> SetPassword(SetPasswordInput input, [FromServices] Answer answer, [FromServices] SetPassword set, CancellationToken cancel) =>
        answer.To(() => set.Run(input.NewPassword, input.CurrentPassword, input.Mode ?? SignInMode.Cookie, cancel));

    /// <summary>Ends the session of this browser, or of this token.</summary>
    public static Task<Payload<Done>> SignOut([FromServices] Answer answer, [FromServices] SignOut signOut, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await signOut.Run(cancel);
            return Done.Yes;
        });

    /// <summary>Ends every session and every token of one's account.</summary>
    public static Task<Payload<Done>> SignOutEverywhere([FromServices] Answer answer, [FromServices] SignOutEverywhere signOut, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await signOut.Run(cancel);
            return Done.Yes;
        });

    /// <summary>An administrator, or a coordinator of the same association, adds a coordinator.</summary>
    public static Task<Payload<Done>> AddCoordinator(AddCoordinatorInput input, [FromServices] Answer answer, [FromServices] AddCoordinator add, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await add.Run(input.AssociationId, input.FirstName, input.Phone, input.Email, cancel);
            return Done.Yes;
        });

    /// <summary>An administrator, or a coordinator of the same association, takes the role from a coordinator, whose sessions end.</summary>
    public static Task<Payload<Done>> RemoveCoordinator(RemoveCoordinatorInput input, [FromServices] Answer answer, [FromServices] RemoveCoordinator remove, CancellationToken cancel) =>
        answer.To(async () =>
        {
            await remove.Run(input.AssociationId, input.Phone, cancel);
            return Done.Yes;
        });
}
