using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Accounts.Elsewhere;
using CyberVoisins.Server.Accounts.Proofs;
using CyberVoisins.Server.Api.Http.Limits;
using CyberVoisins.Server.Api.Paging;
using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Types;

internal sealed class SessionIdScalar : IdScalar<SessionId>;
internal sealed class ApiTokenIdScalar : IdScalar<ApiTokenId>;
internal sealed class PasskeyQuestionIdScalar : IdScalar<PasskeyQuestionId>;

internal sealed class SignInCodePayload() : PayloadType<SignInCodeSent, SignInCodeSentType>(nameof(SignInCodePayload), "sent");
internal sealed class SessionPayload() : PayloadType<SignedIn, SessionType>(nameof(SessionPayload), "session");
internal sealed class TotpEnrolmentPayload() : PayloadType<TotpEnrolment, TotpEnrolmentType>(nameof(TotpEnrolmentPayload), "enrolment");
internal sealed class SecondFactorPayload() : PayloadType<SecondFactorSet, SecondFactorSetType>(nameof(SecondFactorPayload), "secondFactor");
internal sealed class RecoveryCodesPayload() : PayloadType<IReadOnlyList<string>, ListGraphType<NonNullGraphType<StringGraphType>>>(nameof(RecoveryCodesPayload), "recoveryCodes");
internal sealed class PasskeyQuestionPayload() : PayloadType<PasskeyQuestion, PasskeyQuestionType>(nameof(PasskeyQuestionPayload), "question");
internal sealed class ApiTokenPayload() : PayloadType<NewApiToken, NewApiTokenType>(nameof(ApiTokenPayload), "newToken");
internal sealed class SessionsConnection() : ConnectionType<OpenSession, OpenSessionType>("Sessions");
internal sealed class ApiTokensConnection() : ConnectionType<ApiToken, ApiTokenType>("ApiTokens");

internal sealed class SignInCodeSentType : ObjectGraphType<SignInCodeSent>
{
    public SignInCodeSentType()
    {
        Name = nameof(SignInCodeSent);
        Field(s => s.ExpiresAt).Description("Until when the code is valid.");
    }
}

internal sealed class SessionType : ObjectGraphType<SignedIn>
{
    public SessionType()
    {
        Name = "Session";
        Description = "An open session: by cookie, or by the token.";
        Field(s => s.SecondFactor).Description("What is still asked for: with TO_ENROL and TO_PROVE nothing else can be done in this session.");
        Field(s => s.AccessToken, nullable: true).Description("For the Authorization header (\"Bearer …\"), when a token was asked for.");
        Field(s => s.ExpiresAt, nullable: true).Description("Until when the token is valid: one hour, or ten minutes while the second proof is awaited.");
    }
}

internal sealed class TotpEnrolmentType : ObjectGraphType<TotpEnrolment>
{
    public TotpEnrolmentType()
    {
        Name = nameof(TotpEnrolment);
        Field(e => e.Secret);
        Field(e => e.Uri);
        Field(e => e.Square);
        Field(e => e.ExpiresAt);
    }
}

internal sealed class LeaveForPayload() : PayloadType<LeaveFor, LeaveForType>(nameof(LeaveForPayload), "leaveFor");

internal sealed class LeaveForType : ObjectGraphType<LeaveFor>
{
    public LeaveForType()
    {
        Name = nameof(LeaveFor);
        Field(l => l.Url);
    }
}

internal sealed class SecondFactorSetType : ObjectGraphType<SecondFactorSet>
{
    public SecondFactorSetType()
    {
        Name = nameof(SecondFactorSet);
        Field<NonNullGraphType<SessionType>>("session").Description("A new session; every other one ended when this was the first second proof, or another app.").Resolve(c => c.Source.Session);
        Field(s => s.RecoveryCodes, nullable: true).Expects(RecoveryCodes.Count);
    }
}

internal sealed class PasskeyQuestionType : ObjectGraphType<PasskeyQuestion>
{
    public PasskeyQuestionType()
    {
        Name = nameof(PasskeyQuestion);
        Field(q => q.Id);
        Field(q => q.Options);
    }
}

internal sealed class AccountSecurityType : ObjectGraphType<AccountSecurity>
{
    public AccountSecurityType()
    {
        Name = nameof(AccountSecurity);
        Field(s => s.Password);
        Field(s => s.App);
        Field(s => s.RecoveryCodesLeft);
        Field(s => s.LinkedElsewhere);
        Field<StringGraphType>("elsewhere").Description("The name of the provider that an account elsewhere may be linked at; null where there is none.")
            .Resolve(c => c.RequestServices!.GetService<ElsewhereProvider>()?.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<KnownPasskeyType>>>>("passkeys").Description("At most ten, the oldest first.").Resolve(c => c.Source.Passkeys);
    }
}

internal sealed class KnownPasskeyType : ObjectGraphType<KnownPasskey>
{
    public KnownPasskeyType()
    {
        Name = "Passkey";
        Field(p => p.Id, typeof(NonNullGraphType<StringGraphType>));
        Field(p => p.Name);
        Field(p => p.CreatedAt);
    }
}

internal sealed class OpenSessionType : ObjectGraphType<OpenSession>
{
    public OpenSessionType()
    {
        Name = nameof(OpenSession);
        Description = "A session of the caller that is open.";
        Field(s => s.Id).Description("For endSession.");
        Field(s => s.Device).Description("On what it runs.");
        Field(s => s.Mode).Description("How it is kept.");
        Field(s => s.Proof).Description("What was shown to open it.");
        Field(s => s.CreatedAt).Description("When it was opened.");
        Field(s => s.LastSeenAt).Description("When it was last used, to the hour.");
        Field(s => s.EndsAt).Description("When it ends by itself.");
        Field<NonNullGraphType<BooleanGraphType>>("current").Description("This very session.").Resolve(c => c.RequestServices!.GetRequiredService<CurrentUser>().SessionId == c.Source.Id);
    }
}

internal sealed class ApiTokenType : ObjectGraphType<ApiToken>
{
    public ApiTokenType()
    {
        Name = nameof(ApiToken);
        Description = "A token that the caller made for a program; its secret is known to that program alone.";
        Field(t => t.Id).Description("For revokeApiToken.");
        Field(t => t.Name);
        Field(t => t.Scopes).Description("What it may do.").Expects(3);
        Field(t => t.CreatedAt).Description("When it was made.");
        Field(t => t.ExpiresAt).Description("When it ends by itself.");
        Field(t => t.LastUsedAt, nullable: true);
    }
}

internal sealed class NewApiTokenType : ObjectGraphType<NewApiToken>
{
    public NewApiTokenType()
    {
        Name = nameof(NewApiToken);
        Field(t => t.Secret);
        Field<NonNullGraphType<ApiTokenType>>("token").Description("What it may do, and until when.").Resolve(c => c.Source.Token);
    }
}
