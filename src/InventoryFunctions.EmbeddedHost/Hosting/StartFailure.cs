using System.Net;
using System.Net.Sockets;
using Azure;
using InventoryFunctions.EmbeddedHost.Durable;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.EmbeddedHost.Hosting;

/// <summary>Says in one line why the host did not start, or had to give up, and with which code the process ends.</summary>
internal sealed record StartFailure(ExitCode Code, string Line)
{
    public static StartFailure Of(Exception error, int port) => error switch
    {
        HostStartException start => new(start.ExitCode, start.Message),
        HubInUseException or HubLostException => new(ExitCode.StoreHeld, error.Message),
        OptionsValidationException options => new(ExitCode.InvalidSetup, string.Join(" ", options.Failures)),
        AggregateException { InnerExceptions: var all } when all.All(inner => inner is OptionsValidationException) =>
            new(ExitCode.InvalidSetup, string.Join(" ", all.Select(inner => Of(inner, port).Line))),
        IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            new(ExitCode.PortTaken, $"Port {port} is taken by another program; stop it or choose another with --port."),
        _ when StorageErrors(error).FirstOrDefault() is { } storage => OfStorage(storage),
        _ => new(ExitCode.Unexpected, error.ToString()),
    };

    private static StartFailure OfStorage(RequestFailedException error) => error.Status switch
    {
        (int)HttpStatusCode.Forbidden or (int)HttpStatusCode.Unauthorized => new(
            ExitCode.InvalidSetup, $"The storage account refuses {Settings.DefaultConnection}: {FirstLine(error)}"),
        0 or >= 500 => new(
            ExitCode.StorageUnreachable,
            $"The storage account that {Settings.DefaultConnection} names does not answer: {FirstLine(error)} (is Azurite running?)"),
        _ => new(ExitCode.Unexpected, error.ToString()),
    };

    // The client reports the errors of all its attempts together.
    private static IEnumerable<RequestFailedException> StorageErrors(Exception error) => error switch
    {
        RequestFailedException failed => [failed],
        AggregateException several => several.InnerExceptions.SelectMany(StorageErrors),
        _ => [],
    };

    private static string FirstLine(RequestFailedException error) => error.Message.Split('\n', 2)[0].TrimEnd();
}
