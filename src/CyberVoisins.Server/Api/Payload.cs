using CyberVoisins.Core;
using CyberVoisins.Server.Api.Paging;
using CyberVoisins.Server.Matching;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Api;

/// <summary>What a mutation did, or why it did nothing.</summary>
/// <param name="Result">Null exactly when there are errors.</param>
internal sealed record Payload<T>(T? Result, IReadOnlyList<UserError> Errors) where T : class;

/// <summary>Something the caller can put right.</summary>
/// <param name="Code">Stable; see the enum.</param>
/// <param name="Message">What was wrong and how to put it right, in the caller's language (Accept-Language).</param>
/// <param name="Field">The input field it is about, as a path ("windows.0.end"); null when it is about the whole.</param>
/// <param name="Suggestions">What the caller may have meant.</param>
internal sealed record UserError(ErrorCode Code, string Message, string? Field, IReadOnlyList<string> Suggestions);

/// <summary>Runs a use case for the API: what the caller got wrong becomes an error with a code, in the caller's language.</summary>
internal sealed class Answer(Reader reader)
{
    /// <summary>For mutations: refusals are part of the payload.</summary>
    public async Task<Payload<T>> To<T>(Func<Task<T>> useCase) where T : class
    {
        try
        {
            return new(await useCase(), []);
        }
        catch (Refusal refusal)
        {
            return new(null, [Explain(refusal)]);
        }
        catch (InvalidTransitionException impossible)
        {
            return new(null, [Explain(new Refusal(ErrorCode.InvalidTransition, null, impossible.From.UpperSnake()))]);
        }
    }

    /// <summary>For queries: a refusal is an error of the field.</summary>
    public async Task<T> Of<T>(Func<Task<T>> query)
    {
        try
        {
            return await query();
        }
        catch (Refusal refusal)
        {
            throw new ExecutionError(Explain(refusal).Message) { Code = refusal.Code.UpperSnake() };
        }
    }

    private UserError Explain(Refusal refusal) =>
        new(refusal.Code, Errors.Say(reader.Culture, refusal.Code.UpperSnake(), refusal.Arguments), refusal.Field, refusal.Suggestions);
}

internal sealed class UserErrorType : ObjectGraphType<UserError>
{
    public UserErrorType()
    {
        Name = "UserError";
        Field(e => e.Code);
        Field(e => e.Message);
        Field(e => e.Field, nullable: true);
        Field(e => e.Suggestions);
    }
}

/// <summary>A payload in the schema: what was made, and the errors.</summary>
internal abstract class PayloadType<T, TType> : ObjectGraphType<Payload<T>> where T : class where TType : IGraphType
{
    protected PayloadType(string name, string field)
    {
        Name = name;
        Description = "What the mutation did, or the errors that say why it did nothing.";
        Field<TType>(field).Description("The result; null when there are errors.").Resolve(c => c.Source.Result);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UserErrorType>>>>("errors")
            .Description("What to put right; empty when it worked.").Resolve(c => c.Source.Errors);
    }
}
