using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using CyberVoisins.Core.Matching.Plan;

namespace CyberVoisins.Benchmarks.Instances;

/// <summary>cvbench/1 on disk: `instance.json`, `requests.csv`, `volunteers.csv`, `edges.bin`; text that anybody can read.</summary>
public static class InstanceFiles
{
    private const string RequestColumns = "id,x_m,y_m,skill,units,lang,mode,slots,constraints,need,arrivalMin,deadlineMin,densityClass,ageBand,channel";
    private const string VolunteerColumns = "id,x,y,skills,langs,slots,capUnits,modePref,radius_m,attrs";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(Instance instance, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "instance.json"), JsonSerializer.Serialize(instance.Header, Json));
        File.WriteAllLines(Path.Combine(folder, "requests.csv"), [RequestColumns, .. instance.Requests.Select(Line)]);
        File.WriteAllLines(Path.Combine(folder, "volunteers.csv"), [VolunteerColumns, .. instance.Volunteers.Select(Line)]);
    }

    public static Instance Read(string folder)
    {
        var header = JsonSerializer.Deserialize<InstanceHeader>(File.ReadAllText(Path.Combine(folder, "instance.json")), Json)!;
        if (header.Version != "cvbench/1") throw new InvalidDataException($"{header.Version} is not cvbench/1.");
        return new(
            header,
            [.. File.ReadLines(Path.Combine(folder, "requests.csv")).Skip(1).Select(RequestOf)],
            [.. File.ReadLines(Path.Combine(folder, "volunteers.csv")).Skip(1).Select(VolunteerOf)]);
    }

    /// <summary>`edges.bin`: little-endian int32 R, V, E, then off[R + 1], to[E], cost[E].</summary>
    public static void WriteEdges(CandidateGraph graph, string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, "edges.bin"));
        foreach (var block in new[] { [graph.Requests, graph.Volunteers, graph.Edges], graph.Offsets, graph.To, graph.Decametres })
        {
            var bytes = new byte[4 * block.Length];
            for (var i = 0; i < block.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), block[i]);
            file.Write(bytes);
        }
    }

    /// <summary>`replies.csv`: what each candidate would answer; no delay when silent.</summary>
    public static void WriteReplies(Instance instance, CandidateGraph graph, int[] order, string folder)
    {
        var lines = from row in Enumerable.Range(0, graph.Requests)
                    from e in Enumerable.Range(graph.Offsets[row], graph.Offsets[row + 1] - graph.Offsets[row])
                    let reply = Reply.Of(instance.Header.Seed, order[row], graph.To[e])
                    select string.Create(
                        CultureInfo.InvariantCulture, $"{order[row]},{graph.To[e]},{(reply.Accepts ? 1 : 0)},{reply.DelayMinutes}");
        File.WriteAllLines(Path.Combine(folder, "replies.csv"), ["request,volunteer,accept,delayMin", .. lines]);
    }

    public static CandidateGraph ReadEdges(string folder)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, "edges.bin"));
        var at = 0;
        int[] Take(int count)
        {
            var block = new int[count];
            for (var i = 0; i < count; i++, at += 4) block[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            return block;
        }
        var sizes = Take(3);
        return new(Take(sizes[0] + 1), Take(sizes[2]), Take(sizes[2]), sizes[1]);
    }

    private static string Line(InstanceRequest r) => string.Create(CultureInfo.InvariantCulture,
        $"{r.Id},{r.X},{r.Y},{r.Skill},{r.Units},{r.Language},{r.Mode},{r.Slots:x},{r.Constraints},{r.Need},{r.ArrivalMinute},{r.DeadlineMinute},{r.DensityClass},{r.AgeBand},{r.Channel}");

    private static string Line(InstanceVolunteer v) => string.Create(CultureInfo.InvariantCulture,
        $"{v.Id},{v.X},{v.Y},{v.Skills:x},{v.Languages:x},{v.Slots:x},{v.CapacityUnits},{(v.Prefers60 ? "1x60" : "2x30")},{v.Radius},{(int)v.Traits}");

    private static InstanceRequest RequestOf(string line)
    {
        var f = line.Split(',');
        return new(
            Int(f[0]), Int(f[1]), Int(f[2]), Int(f[3]), Int(f[4]), Int(f[5]), Enum.Parse<MeetingKind>(f[6]), Hex(f[7]), Int(f[8]), Int(f[9]),
            Int(f[10]), Int(f[11]), Int(f[12]), Int(f[13]), Int(f[14]));
    }

    private static InstanceVolunteer VolunteerOf(string line)
    {
        var f = line.Split(',');
        return new(
            Int(f[0]), Int(f[1]), Int(f[2]), Hex(f[3]), Hex(f[4]), Hex(f[5]), Int(f[6]), f[7] == "1x60", Int(f[8]), (Trait)Int(f[9]));
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
