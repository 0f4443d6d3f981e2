using System.Runtime.InteropServices;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.EmbeddedHost.Hosting;
using Microsoft.Extensions.Logging;

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var starting = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

var port = 0;
try
{
    var commandLine = CommandLine.Parse(args);
    port = commandLine.Port;
    await using var application = await EmbeddedApplication.StartAsync(
        new EmbeddedHostOptions
        {
            Port = commandLine.Port,
            Address = commandLine.Address,
            Settings = LocalSettings.Read(commandLine.SettingsPath),
            MinimumLogLevel = commandLine.Quiet ? LogLevel.Warning : LogLevel.Information,
        },
        starting.Token);
    Console.WriteLine($"Listening on {application.BaseAddress.ToString().TrimEnd('/')}");
    await await Task.WhenAny(stop.Task, application.Completion, ParentProcess.EndedAsync(Environment.GetEnvironmentVariable(ParentProcess.Variable), CancellationToken.None));
    return (int)ExitCode.Stopped;
}
catch (OperationCanceledException) when (starting.IsCancellationRequested)
{
    return (int)ExitCode.Stopped;
}
catch (Exception error)
{
    var failure = StartFailure.Of(error, port);
    await Console.Error.WriteLineAsync(failure.Line);
    return (int)failure.Code;
}

void Stop(PosixSignalContext signal)
{
    // A second Ctrl-C is not held back: it ends the process at once. SIGTERM only ever asks: what supervises the host
    // often signals the whole process group, and then the host by itself.
    signal.Cancel = signal.Signal == PosixSignal.SIGTERM || !stop.Task.IsCompleted;
    stop.TrySetResult();
    starting.Cancel();
}
