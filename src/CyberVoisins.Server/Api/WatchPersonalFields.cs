using CyberVoisins.Server.Journals;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using GraphQLParser.AST;

namespace CyberVoisins.Server.Api;

/// <summary>Puts the journal around the schema: every mutation is named to it, every personal field that is resolved is noted.</summary>
internal sealed class WatchPersonalFields : BaseSchemaNodeVisitor
{
    /// <summary>Coming and going: the caller is not yet, or no longer, who they are, and nothing is done about anybody.</summary>
    private static readonly HashSet<string> ComingAndGoing = ["requestSignInCode", "signInWithCode", "signInWithPassword", "signOut"];

    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        var inner = field.Resolver ?? NameFieldResolver.Instance;
        if (type == schema.Mutation)
            field.Resolver = new FuncFieldResolver<object?>(context =>
            {
                context.RequestServices!.GetRequiredService<Journal>().Doing(ComingAndGoing.Contains(field.Name) ? null : field.Name);
                return inner.ResolveAsync(context);
            });
        else if (PersonalFields.Of.TryGetValue(type.Name, out var names) && names.Contains(field.Name))
        {
            var name = $"{type.Name}.{field.Name}";
            field.Resolver = new FuncFieldResolver<object?>(context =>
            {
                context.RequestServices!.GetRequiredService<StaffReads>().Note(name, context.Source);
                return inner.ResolveAsync(context);
            });
        }
    }
}

/// <summary>Before the answer is written: what staff read in it is in the journal. If that fails, so does the answer.</summary>
internal sealed class JournalReads : DocumentExecutionListenerBase
{
    public override Task AfterExecutionAsync(IExecutionContext context) =>
        context.RequestServices!.GetRequiredService<StaffReads>().Write(
            string.Join(' ', context.Operation.SelectionSet.Selections.OfType<GraphQLField>().Select(f => f.Name.StringValue).Distinct().Order(StringComparer.Ordinal)),
            context.CancellationToken);
}
