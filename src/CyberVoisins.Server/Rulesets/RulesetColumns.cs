using System.Text.Json;
using CyberVoisins.Core.Matching.Equity;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CyberVoisins.Server.Rulesets;

/// <summary>An equity rule as JSON.</summary>
internal sealed class EquityRuleConverter() : ValueConverter<EquityRule, string>(
    rule => JsonSerializer.Serialize(EquityRuleFields.Of(rule), JsonSerializerOptions.Default),
    text => JsonSerializer.Deserialize<EquityRuleFields>(text, JsonSerializerOptions.Default)!.ToRule());
