using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Api.Http;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api;

/// <summary>A program reads with the scope READ and writes with the scope WRITE: the whole document is refused otherwise.</summary>
internal sealed class TokenScopes : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var needed = context.Operation.Operation == OperationType.Mutation ? ApiScope.Write : ApiScope.Read;
        if (context.RequestServices!.GetRequiredService<CurrentUser>().Scopes is { } scopes && !scopes.Contains(needed))
            throw new InsufficientScope(needed);
        return default;
    }
}

internal sealed class InsufficientScope : ValidationError
{
    public InsufficientScope(ApiScope needed) : base($"This token has not the scope {needed.ToString().ToUpperInvariant()} that the operation needs.") => Code = ErrorCodes.InsufficientScope;
}
