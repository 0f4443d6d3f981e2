using InventoryFunctions;
using InventoryFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddInventory(builder.Configuration);
builder.Services.AddTelemetryExport(builder.Configuration, static telemetry => telemetry.UseFunctionsWorkerDefaults());
builder.Build().Run();
