using System.Globalization;

namespace InventoryFunctions.Bench;

/// <summary>Options of the form <c>--name number</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, int> _values = [];

    public int Get(string name, int otherwise) => _values.GetValueOrDefault(name, otherwise);

    public static Arguments Parse(IReadOnlyList<string> args, params string[] known)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Count; i += 2)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!known.Contains(name))
            {
                throw new ArgumentException($"unknown option '{args[i]}'; known: {string.Join(", ", known.Select(each => "--" + each))}");
            }

            if (i + 1 == args.Count || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value == 0)
            {
                throw new ArgumentException($"--{name} must be a whole number above zero");
            }

            parsed._values[name] = value;
        }

        return parsed;
    }
}
