using GraphQL;
using GraphQL.Types;

namespace CyberVoisins.Server.Api.Http.Limits;

/// <summary>What a root field that works long costs by itself: <see cref="DocumentLimits.Complexity"/> then bounds how often one document asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CostsAttribute(int points) : GraphQLAttribute
{
    private const string Key = "costs";

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.WithMetadata(Key, points);

    /// <summary>1 unless it says otherwise.</summary>
    public static int Of(FieldType? definition) => definition?.GetMetadata(Key, 1) ?? 1;
}
