using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CyberVoisins.Core;
using CyberVoisins.Server.Words;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace CyberVoisins.Server.Api;

/// <summary>
/// The schema's descriptions are our doc-comments: one text for the reader of the code and the user of the API.
/// A description set in the graph type wins.
/// </summary>
internal sealed partial class DocComments : BaseSchemaNodeVisitor
{
    // GraphQL.NET keeps the property behind "Field(x => x.Name)" under this name; the constant is not public.
    private const string PropertyKey = "ORIGINAL_EXPRESSION_PROPERTY_NAME";

    private readonly Dictionary<string, XElement> _members = new[] { typeof(AssociationId).Assembly, typeof(DocComments).Assembly }
        .Select(assembly => Path.ChangeExtension(assembly.Location, ".xml"))
        .Where(File.Exists)
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .DistinctBy(member => (string)member.Attribute("name")!)
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    // A method's key ends with its parameters; the first of several of one name is the one that is exposed.
    private readonly Dictionary<string, string> _methods;

    public DocComments() => _methods = _members.Keys.Where(k => k.StartsWith("M:", StringComparison.Ordinal))
        .DistinctBy(k => k.Split('(')[0]).ToDictionary(k => k.Split('(')[0], StringComparer.Ordinal);

    public override void VisitObject(IObjectGraphType type, ISchema schema) => Describe(type, ClrType(type));
    public override void VisitInputObject(IInputObjectGraphType type, ISchema schema) => Describe(type, ClrType(type));

    public override void VisitEnum(EnumerationGraphType type, ISchema schema)
    {
        var clr = ClrType(type);
        Describe(type, clr);
        if (clr is null) return;
        foreach (var value in type.Values)
            value.Description ??= value.Value is Enum named ? Summary($"F:{clr.FullName}.{named}") ?? Words(named) : null;
    }

    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        if (ClrType(type) is not { } clr) return;
        field.Description ??= Property(clr, field) ?? Method(clr, field)?.Summary;
    }

    public override void VisitInputObjectFieldDefinition(FieldType field, IInputObjectGraphType type, ISchema schema)
    {
        if (ClrType(type) is { } clr) field.Description ??= Property(clr, field);
    }

    public override void VisitObjectFieldArgumentDefinition(QueryArgument argument, FieldType field, IObjectGraphType type, ISchema schema)
    {
        if (ClrType(type) is { } clr && Method(clr, field) is { } method)
            argument.Description ??= method.Parameters.GetValueOrDefault(argument.Name)
                // "input" says no more than its type does.
                ?? (argument.ResolvedType?.GetNamedType() is IInputObjectGraphType input && ClrType(input) is { } of ? Summary($"T:{of.FullName}") : null);
    }

    private void Describe(IGraphType type, Type? clr)
    {
        if (clr is not null) type.Description ??= Summary($"T:{clr.FullName}");
    }

    private string? Property(Type clr, FieldType field)
    {
        var name = field.GetMetadata<string>(PropertyKey) ?? char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
        return Summary($"P:{clr.FullName}.{name}") ?? Parameter($"T:{clr.FullName}", name);
    }

    private (string? Summary, Dictionary<string, string?> Parameters)? Method(Type clr, FieldType field)
    {
        var name = char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
        return _methods.TryGetValue($"M:{clr.FullName}.{name}", out var key)
            ? (Summary(key), _members[key].Elements("param").ToDictionary(p => (string)p.Attribute("name")!, Text))
            : null;
    }

    private string? Summary(string key) => _members.TryGetValue(key, out var member) && member.Element("summary") is { } summary ? Text(summary) : null;

    private string? Parameter(string key, string name) =>
        _members.TryGetValue(key, out var member)
            ? member.Elements("param").Where(p => string.Equals((string?)p.Attribute("name"), name, StringComparison.OrdinalIgnoreCase)).Select(Text).FirstOrDefault()
            : null;

    /// <summary>An enum value that needs no comment is described by its own name, "Home cooking."</summary>
    private static string Words(Enum value) => value.UpperSnake().Replace('_', ' ').ToLowerInvariant() is var text ? $"{char.ToUpperInvariant(text[0])}{text[1..]}." : "";

    private static string? Text(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1],
            XElement other => other.Value,
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    private static Type? ClrType(IGraphType type)
    {
        for (var current = type.GetType(); current is not null; current = current.BaseType)
            if (current.IsGenericType && current.GetGenericTypeDefinition() is var definition
                && (definition == typeof(ComplexGraphType<>) || definition == typeof(EnumerationGraphType<>)))
                return current.GetGenericArguments()[0];
        return null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
