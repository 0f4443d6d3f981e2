using System.Globalization;
using System.Net;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>What the console program was asked for.</summary>
internal sealed record CommandLine
{
    public const string Usage =
        "Usage: InventoryFunctions.EmbeddedHost [--port 7071] [--host 127.0.0.1] [--settings FILE] [--quiet]";

    /// <summary>The port of Core Tools.</summary>
    public int Port { get; private init; } = 7071;

    public string? Address { get; private init; }

    public string? SettingsPath { get; private init; }

    public bool Quiet { get; private init; }

    /// <exception cref="HostStartException">An argument is unknown, or its value is.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            line = arguments[i] switch
            {
                "--quiet" => line with { Quiet = true },
                "--port" => line with { Port = PortOf(Value()) },
                "--host" => line with { Address = Value() },
                "--settings" => line with { SettingsPath = Value() },
                var unknown => throw Wrong($"Unknown argument '{unknown}'."),
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw Wrong($"{arguments[i - 1]} needs a value.");
        }

        return line;
    }

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw Wrong($"--port must be a number from 0 to {IPEndPoint.MaxPort}, not '{text}'.");

    private static HostStartException Wrong(string what) => new($"{what} {Usage}", ExitCode.Usage);
}
