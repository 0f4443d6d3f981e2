using System.Globalization;

namespace InventoryFunctions.Retail.Replay;

/// <summary>How a file is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>The options in words.</summary>
    public const string Usage = "replay FILE [--speed N] [--address URL] [--policy allOrNothing|partial] [--in-flight N]";

    private static readonly string[] Policies = ["allOrNothing", "partial"];

    /// <summary>The CSV file of order lines.</summary>
    public required string File { get; init; }

    /// <summary>
    /// How many times faster than they were placed the orders are sent; null sends them as fast as the system decides them. The default value is null.
    /// </summary>
    public double? Speed { get; init; }

    /// <summary>
    /// Where the system is. An address without a path gets <c>/api</c>, the prefix of host.json. The default value is <c>http://127.0.0.1:7071/api/</c>.
    /// </summary>
    public Uri Address { get; init; } = new("http://127.0.0.1:7071/api/");

    /// <summary>What becomes of an order that can be served in part. The default value is <c>allOrNothing</c>.</summary>
    public string Policy { get; init; } = Policies[0];

    /// <summary>The most orders that are sent and not yet decided. The default value is 50.</summary>
    public int InFlight { get; init; } = 50;

    /// <summary>Reads what follows <c>replay</c>.</summary>
    /// <exception cref="ArgumentException">It makes no sense; the message says what does not.</exception>
    public static ReplayOptions Parse(IReadOnlyList<string> arguments)
    {
        ReplayOptions options = new() { File = "" };
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                options = options.File.Length == 0 ? options with { File = argument } : throw new ArgumentException($"one file at a time; '{argument}' is too much.");
                continue;
            }

            string[] parts = argument.Split('=', 2);
            string value = parts is [_, var inline] ? inline : i + 1 < arguments.Count ? arguments[++i] : "";
            options = options.With(parts[0], value);
        }

        return options.File.Length > 0 ? options : throw new ArgumentException($"which file? usage: {Usage}");
    }

    private ReplayOptions With(string name, string value) => name switch
    {
        "--speed" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed) && speed > 0 => this with { Speed = speed },
        "--speed" => throw new ArgumentException($"--speed '{value}' is no number above zero."),
        "--address" when Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" => this with { Address = WithPrefix(address) },
        "--address" => throw new ArgumentException($"--address '{value}' is no http or https address."),
        "--policy" when Policies.Contains(value) => this with { Policy = value },
        "--policy" => throw new ArgumentException($"--policy '{value}' is neither {string.Join(" nor ", Policies)}."),
        "--in-flight" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most is > 0 and <= 1000 => this with { InFlight = most },
        "--in-flight" => throw new ArgumentException($"--in-flight '{value}' is no whole number from 1 to 1000."),
        _ => throw new ArgumentException($"unknown option '{name}'; usage: {Usage}"),
    };

    private static Uri WithPrefix(Uri address)
    {
        string path = address.AbsolutePath == "/" ? "/api" : address.AbsolutePath.TrimEnd('/');
        return new Uri($"{address.GetLeftPart(UriPartial.Authority)}{path}/");
    }
}
