namespace InventoryFunctions.Dev;

/// <summary>A command's arguments: what is not asked for is refused by name.</summary>
internal sealed class CommandOptions(string command, IEnumerable<string> arguments)
{
    private readonly List<string> _rest = [.. arguments];
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _had = [];

    public bool Had(string name) => _had.Contains(name);

    public bool Flag(string name)
    {
        _known.Add(name);
        return _rest.Remove(name) && _had.Add(name);
    }

    public string? Value(string name)
    {
        _known.Add(name);
        var at = _rest.FindIndex(argument => argument == name || argument.StartsWith(name + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        _had.Add(name);
        var inline = _rest[at].Length > name.Length;
        var value = inline ? _rest[at][(name.Length + 1)..] : _rest.ElementAtOrDefault(at + 1);
        _rest.RemoveRange(at, inline || value is null ? 1 : 2);
        return string.IsNullOrWhiteSpace(value) || (!inline && value.StartsWith("--", StringComparison.Ordinal))
            ? throw new Failure($"{name} needs a value.", Failure.Usage)
            : value;
    }

    public int Number(string name, int otherwise) => Value(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, out var number) && number is > 0 and < 65536 => number,
        var text => throw new Failure($"{name} '{text}' is not a port: 1 to 65535.", Failure.Usage),
    };

    public void RefuseRest()
    {
        if (_rest is [var unknown, ..])
        {
            throw new Failure($"unknown option '{unknown}' for {command}. Known: {string.Join(", ", _known)}.", Failure.Usage);
        }
    }
}
